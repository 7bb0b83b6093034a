-- What is not possible in this state, and why: in words for the caller.
CREATE FUNCTION conflict(because text) RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
  SELECT jsonb_build_object('refused', 'conflict', 'because', because)
$$;
