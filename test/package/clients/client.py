"""A client made from the document: one method for each operation, with bodies checked on the way out and in.

fastjsonschema writes Python code for each schema and compiles its patterns with `re`; a pattern that Python can't
compile ends the program. Usage: client.py DOCUMENT, with what the story is given as JSON on standard input.
"""

import json
import re
import sys
import uuid

import fastjsonschema
import requests

with open(sys.argv[1], encoding='utf-8') as file:
    DOCUMENT = json.load(file)


# Formats of OpenAPI and JSON Schema 2020-12 that the library's drafts lack; it asks about texts alone.
FORMATS = {
    'uuid': lambda text: str(uuid.UUID(text)) == text.lower(),
    'int64': lambda text: False,
    'double': lambda text: False,
}


def resolved(item):
    while '$ref' in item:
        _, _, kind, name = item['$ref'].split('/')
        item = DOCUMENT['components'][kind][name]
    return item


def checker(schema):
    # The references lead into the document's components.
    return fastjsonschema.compile({'allOf': [schema], 'components': DOCUMENT['components']}, formats=FORMATS)


def json_schema(part):
    return resolved(part).get('content', {}).get('application/json', {}).get('schema', {})


class Client:
    def __init__(self, base_url, token):
        self.base_url = base_url
        self.session = requests.Session()
        self.session.headers['authorization'] = f'Bearer {token}'

    def call(self, path, method, operation, json=None, **parameters):
        known = {p['name']: p for p in map(resolved, operation.get('parameters', []))}
        for name, value in parameters.items():
            checker(known[name]['schema'])(value)
        if json is not None:
            checker(json_schema(operation['requestBody']))(json)
        query = {name: value for name, value in parameters.items() if known[name]['in'] == 'query'}
        answer = self.session.request(method, self.base_url + path.format(**parameters), params=query, json=json)
        body = answer.json()
        checker(json_schema(operation['responses'][str(answer.status_code)]))(body)
        return body


def method_for(path, method, operation):
    return lambda self, **given: self.call(path, method, operation, **given)


for path, methods in DOCUMENT['paths'].items():
    for method, operation in methods.items():
        name = re.sub(r'(?<=[a-z])(?=[A-Z])', '_', operation['operationId']).lower()
        setattr(Client, name, method_for(path, method, operation))

for schema in DOCUMENT['components']['schemas'].values():
    checker(schema)

# Also those of parameters that the story doesn't send.
for pattern in re.findall(r'"pattern": ("(?:[^"\\]|\\.)*")', json.dumps(DOCUMENT)):
    re.compile(json.loads(pattern))


def play(baseUrl, token, orderId, nowhere):
    client = Client(baseUrl, token)
    opened = client.create_payment_intent(json={'order_id': orderId})['data']['payment_id']
    read = client.get_payment(payment_id=opened)['data']
    listed = client.list_payments(limit=1, status='pending')['data']['items']
    refused = client.get_payment(payment_id=nowhere)
    return {
        'opened': opened,
        'read': {name: read[name] for name in ('id', 'amount', 'status')},
        'listed': [payment['id'] for payment in listed],
        'refused': refused['code'],
    }


json.dump(play(**json.load(sys.stdin)), sys.stdout)
