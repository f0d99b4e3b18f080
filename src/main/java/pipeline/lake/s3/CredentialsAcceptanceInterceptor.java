package pipeline.lake.s3;

import java.util.Set;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/** Notes whether the server has taken the credentials of any request, so that they are right. */
final class CredentialsAcceptanceInterceptor implements ExecutionInterceptor {
  /** An object that is not there, or not as the request wants it. */
  private static final Set<Integer> LOOKED_UP = Set.of(404, 412, 416);

  private volatile boolean accepted;

  @Override
  public void afterTransmission(Context.AfterTransmission answer, ExecutionAttributes unused) {
    int status = answer.httpResponse().statusCode();
    accepted |= answer.httpResponse().isSuccessful() || LOOKED_UP.contains(status);
  }

  boolean any() {
    return accepted;
  }
}
