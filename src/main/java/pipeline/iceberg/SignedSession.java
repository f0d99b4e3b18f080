package pipeline.iceberg;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.rest.HTTPHeaders;
import org.apache.iceberg.rest.HTTPHeaders.HTTPHeader;
import org.apache.iceberg.rest.HTTPRequest;
import org.apache.iceberg.rest.ImmutableHTTPRequest;
import org.apache.iceberg.rest.auth.AuthSession;
import pipeline.lake.s3.AwsRequestSigner;

/** The session of a catalog of AWS, which requires a signature in each request. */
record SignedSession(AwsRequestSigner signer) implements AuthSession {
  @Override
  public HTTPRequest authenticate(HTTPRequest request) {
    Map<String, List<String>> headers = new HashMap<>();
    for (HTTPHeader header : request.headers().entries()) {
      headers.computeIfAbsent(header.name(), name -> new ArrayList<>()).add(header.value());
    }
    String body = request.encodedBody();
    HTTPHeader[] signed =
        signer
            .sign(
                request.method().name(),
                request.requestUri(),
                headers,
                // Iceberg's client sends the body in this encoding.
                body == null ? new byte[0] : body.getBytes(ISO_8859_1))
            .entrySet()
            .stream()
            .flatMap(
                header ->
                    header.getValue().stream().map(value -> HTTPHeader.of(header.getKey(), value)))
            .toArray(HTTPHeader[]::new);
    return ImmutableHTTPRequest.builder().from(request).headers(HTTPHeaders.of(signed)).build();
  }

  @Override
  public void close() {}
}
