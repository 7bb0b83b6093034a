import { AsyncLocalStorage } from 'node:async_hooks';
import type { Stream } from './chance.ts';

/** One thing that is being done: a request, a webhook, a sweep. Its name and the seed decide all that happens to its calls. */
export type Task = { readonly name: string; readonly chance: Stream; calls: number };

const tasks = new AsyncLocalStorage<Task>();

export function inTask<T>(name: string, chance: Stream, work: () => T): T {
  return tasks.run({ name, chance: chance.stream(name), calls: 0 }, work);
}

export function within<T>(task: Task, work: () => T): T {
  return tasks.run(task, work);
}

export function currentTask(): Task {
  const task = tasks.getStore();
  if (task === undefined) throw new Error('this is done by no task');
  return task;
}
