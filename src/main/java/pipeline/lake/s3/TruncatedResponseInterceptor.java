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
 * An answer that breaks off is one to ask for again, and never an answer. The client takes headers
 * that break off for all of them, so a list would be one of nothing; and where nothing of an XML
 * body comes, the SDK throws an exception that is none of its own (2.56.0).
 */
final class TruncatedResponseInterceptor implements ExecutionInterceptor {
  /** Headers that are whole say how long the body is, or that it ends with the connection. */
  @Override
  public void afterTransmission(Context.AfterTransmission context, ExecutionAttributes unused) {
    SdkHttpResponse head = context.httpResponse();
    boolean whole =
        head.statusCode() == 204
            || head.firstMatchingHeader("Content-Length").isPresent()
            || head.firstMatchingHeader("Transfer-Encoding").isPresent()
            || head.firstMatchingHeader("Connection").filter("close"::equalsIgnoreCase).isPresent();
    if (!whole) {
      context.responseBody().ifPresent(TruncatedResponseInterceptor::release);
      throw RetryableException.create("the answer broke off in its headers");
    }
  }

  /** Of its connection, which the pool would miss. */
  private static void release(InputStream body) {
    if (body instanceof Abortable running) {
      running.abort();
    }
    try {
      body.close();
    } catch (IOException gone) {
      // So it should be.
    }
  }

  /** A body of no bytes passes for a page of nothing, which says at least that it is all. */
  @Override
  public void afterUnmarshalling(Context.AfterUnmarshalling context, ExecutionAttributes unused) {
    boolean listing = true;
    if (context.response() instanceof ListObjectsV2Response page) {
      listing = page.isTruncated() != null || page.hasContents() || page.hasCommonPrefixes();
    } else if (context.response() instanceof ListMultipartUploadsResponse page) {
      listing = page.isTruncated() != null || page.hasUploads();
    }
    if (!listing) {
      throw RetryableException.create("the answer is no listing");
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
      return RetryableException.create("the answer broke off: " + cut.getMessage(), cut);
    }
  }
}
