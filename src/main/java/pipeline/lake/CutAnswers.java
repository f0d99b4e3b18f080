package pipeline.lake;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import software.amazon.awssdk.core.exception.RetryableException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/**
 * An answer of which the body breaks off is one to ask for again. The SDK does so for some: where
 * nothing of an XML body comes, it throws an exception that is none of its own (2.56.0).
 */
final class CutAnswers implements ExecutionInterceptor {
  @Override
  public Optional<InputStream> modifyHttpResponseContent(
      Context.ModifyHttpResponse answer, ExecutionAttributes unused) {
    return answer.responseBody().map(Body::new);
  }

  private static final class Body extends FilterInputStream {
    Body(InputStream body) {
      super(body);
    }

    @Override
    public int read() throws IOException {
      try {
        return super.read();
      } catch (IOException cut) {
        throw again(cut);
      }
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      try {
        return super.read(bytes, offset, length);
      } catch (IOException cut) {
        throw again(cut);
      }
    }

    private static RetryableException again(IOException cut) {
      return RetryableException.create("the answer broke off: " + cut.getMessage(), cut);
    }
  }
}
