package pipeline.spotify;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts what leaves. */
final class CountedHttp implements Http {
  private final Http inner;
  private final LongAdder requests = new LongAdder();
  private final LongAdder retries = new LongAdder();
  private final LongAdder throttled = new LongAdder();
  private final Map<String, LongAdder> kinds = new ConcurrentHashMap<>();

  CountedHttp(Http inner) {
    this.inner = inner;
  }

  @Override
  public HttpReply send(HttpCall call) throws IOException {
    requests.increment();
    kinds.computeIfAbsent(call.kind(), kind -> new LongAdder()).increment();
    if (call.attempt() > 1) {
      retries.increment();
    }
    HttpReply reply = inner.send(call);
    if (reply.status() == 429) {
      throttled.increment();
    }
    return reply;
  }

  Calls calls() {
    Map<String, Long> byKind = new TreeMap<>();
    kinds.forEach((kind, count) -> byKind.put(kind, count.sum()));
    return new Calls(requests.sum(), retries.sum(), throttled.sum(), byKind);
  }
}
