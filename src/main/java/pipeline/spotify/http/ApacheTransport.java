package pipeline.spotify.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.io.CloseMode;
import org.jspecify.annotations.Nullable;
import pipeline.spotify.api.SpotifySettings;
import pipeline.spotify.http.TransportFailures.BodyTooLargeException;

/**
 * Sends requests with Apache HttpClient. The first request creates the client, because many runs
 * send no request. The transport follows no redirects, retries nothing, stores no cookies, and
 * limits the size and duration of a response.
 */
public final class ApacheTransport implements HttpTransport, AutoCloseable {
  /**
   * The largest accepted response, in bytes. Parsing JSON of this size can take 370 MB of memory,
   * and a task has a heap of 512 MB.
   */
  static final int MAX_BODY_SIZE = 8 << 20;

  private static final Duration MAX_BODY_DURATION = Duration.ofMinutes(2);

  private final SpotifySettings settings;
  private final Clock clock;
  private @Nullable CloseableHttpClient client;

  public ApacheTransport(SpotifySettings settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
  }

  @Override
  public ApiResponse send(ApiRequest call) throws IOException {
    if (Thread.currentThread().isInterrupted()) {
      throw new InterruptedIOException("interrupted before sending");
    }
    HttpUriRequestBase request = new HttpUriRequestBase(call.method(), call.uri());
    call.headers().forEach(request::setHeader);
    if (call.body() != null) {
      // The headers of the request already have the content type.
      request.setEntity(new ByteArrayEntity(call.body(), (ContentType) null));
    }
    try (ClassicHttpResponse response = client().executeOpen(null, request, null)) {
      return new ApiResponse(response.getCode(), headers(response), body(request, response));
    }
  }

  private static Map<String, String> headers(ClassicHttpResponse response) {
    Map<String, String> headers = new LinkedHashMap<>();
    for (Header header : response.getHeaders()) {
      headers.putIfAbsent(header.getName(), String.valueOf(header.getValue()));
    }
    return headers;
  }

  private byte[] body(HttpUriRequestBase request, ClassicHttpResponse response) throws IOException {
    HttpEntity entity = response.getEntity();
    if (entity == null) {
      return new byte[0];
    }
    InputStream content = entity.getContent();
    try {
      byte[] body = read(content);
      content.close();
      return body;
    } catch (IOException | RuntimeException failure) {
      // A regular close would first read the rest of the response. Canceling closes the connection.
      request.cancel();
      throw failure;
    }
  }

  private byte[] read(InputStream content) throws IOException {
    Instant deadline = clock.instant().plus(MAX_BODY_DURATION);
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    byte[] buffer = new byte[1 << 14];
    for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
      body.write(buffer, 0, read);
      if (body.size() > MAX_BODY_SIZE) {
        throw new BodyTooLargeException(MAX_BODY_SIZE);
      }
      if (clock.instant().isAfter(deadline)) {
        throw new SocketTimeoutException(
            "the response was not complete after " + MAX_BODY_DURATION.toSeconds() + " s");
      }
    }
    return body.toByteArray();
  }

  private synchronized CloseableHttpClient client() {
    if (client == null) {
      client = HttpClientFactory.create(settings);
    }
    return client;
  }

  @Override
  public synchronized void close() {
    if (client != null) {
      client.close(CloseMode.IMMEDIATE);
    }
  }
}
