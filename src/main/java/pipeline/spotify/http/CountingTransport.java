package pipeline.spotify.http;

import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import pipeline.spotify.api.RequestStats;

/**
 * Counts requests, retries and responses with status 429, and stores the time from the last Date
 * header.
 */
public final class CountingTransport implements HttpTransport {
  private final HttpTransport inner;
  private final LongAdder requests = new LongAdder();
  private final LongAdder retries = new LongAdder();
  private final LongAdder throttled = new LongAdder();
  private final Map<String, LongAdder> kinds = new ConcurrentHashMap<>();
  private volatile @Nullable Instant lastDate;

  public CountingTransport(HttpTransport inner) {
    this.inner = inner;
  }

  @Override
  public ApiResponse send(ApiRequest request) throws IOException {
    requests.increment();
    kinds.computeIfAbsent(request.kind(), kind -> new LongAdder()).increment();
    if (request.attempt() > 1) {
      retries.increment();
    }
    ApiResponse response = inner.send(request);
    response.date().ifPresent(date -> lastDate = date);
    if (response.status() == 429) {
      throttled.increment();
    }
    return response;
  }

  public Optional<Instant> lastDate() {
    return Optional.ofNullable(lastDate);
  }

  public RequestStats requestStats() {
    Map<String, Long> byKind = new TreeMap<>();
    kinds.forEach((kind, count) -> byKind.put(kind, count.sum()));
    return new RequestStats(requests.sum(), retries.sum(), throttled.sum(), byKind);
  }
}
