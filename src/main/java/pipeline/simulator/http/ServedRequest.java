package pipeline.simulator.http;

/**
 * A request that was answered, for whoever watches.
 *
 * @param target path and query
 * @param status of the answer, also where its delivery was broken off on purpose
 */
public record ServedRequest(String method, String target, int status) {}
