package pipeline.lake.s3;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import software.amazon.awssdk.core.exception.RetryableException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.Abortable;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;

/**
 * Makes the SDK retry truncated responses. The HTTP client accepts truncated headers, so that a
 * list would be empty. For an XML body without bytes, the SDK throws an exception of another
 * library (2.56.0).
 */
final class TruncatedResponseInterceptor implements ExecutionInterceptor {
  /** Complete headers have the length of the body, or close the connection after it. */
  @Override
  public void afterTransmission(Context.AfterTransmission context, ExecutionAttributes unused) {
    SdkHttpResponse head = context.httpResponse();
    boolean isComplete =
        head.statusCode() == 204
            || head.firstMatchingHeader("Content-Length").isPresent()
            || head.firstMatchingHeader("Transfer-Encoding").isPresent()
            || head.firstMatchingHeader("Connection").filter("close"::equalsIgnoreCase).isPresent();
    if (!isComplete) {
      context.responseBody().ifPresent(TruncatedResponseInterceptor::release);
      throw RetryableException.create("the headers of the response were truncated");
    }
  }

  /** Returns the connection to the pool. */
  private static void release(InputStream body) {
    if (body instanceof Abortable running) {
      running.abort();
    }
    try {
      body.close();
    } catch (IOException closed) {
      // The connection is closed, as intended.
    }
  }

  /** Rejects an empty body: a list without entries has the element IsTruncated. */
  @Override
  public void afterUnmarshalling(Context.AfterUnmarshalling context, ExecutionAttributes unused) {
    boolean isList = true;
    if (context.response() instanceof ListObjectsV2Response page) {
      isList = page.isTruncated() != null || page.hasContents() || page.hasCommonPrefixes();
    } else if (context.response() instanceof ListMultipartUploadsResponse page) {
      isList = page.isTruncated() != null || page.hasUploads();
    }
    if (!isList) {
      throw RetryableException.create("the response is not a list");
    }
  }

  @Override
  public Optional<InputStream> modifyHttpResponseContent(
      Context.ModifyHttpResponse context, ExecutionAttributes unused) {
    return context.responseBody().map(CompleteBodyStream::new);
  }

  private static final class CompleteBodyStream extends FilterInputStream {
    CompleteBodyStream(InputStream body) {
      super(body);
    }

    @Override
    public int read() throws IOException {
      try {
        return super.read();
      } catch (IOException cut) {
        throw retryable(cut);
      }
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      try {
        return super.read(bytes, offset, length);
      } catch (IOException cut) {
        throw retryable(cut);
      }
    }

    private static RetryableException retryable(IOException cut) {
      return RetryableException.create("truncated response: " + cut.getMessage(), cut);
    }
  }
}
