package pipeline.lake.s3;

import java.util.Optional;
import pipeline.lake.s3.S3ErrorTranslator.S3ErrorExplanation;
import pipeline.lake.s3.config.S3ProxyConfig;
import pipeline.lake.store.LakeException.LakeErrorKind;
import pipeline.lake.store.LakeSettings;
import pipeline.tls.ProxyRoutePlanner;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.http.SdkHttpResponse;

/**
 * An answer that the server did not give: a proxy that refuses to connect has its own status, no
 * code of an error, and none of the headers that S3 sends with every answer.
 */
record ProxyErrorClassifier(AwsServiceException answer, LakeSettings settings) {
  /** Empty if the server gave the answer, or there is no proxy. */
  Optional<S3ErrorExplanation> verdict() {
    boolean proxys = S3ProxyConfig.isProxied(settings) && !isOfServer();
    return proxys ? Optional.of(refused(answer.statusCode())) : Optional.empty();
  }

  private boolean isOfServer() {
    Optional<AwsErrorDetails> details = Optional.ofNullable(answer.awsErrorDetails());
    boolean code = details.map(AwsErrorDetails::errorCode).filter(c -> !c.isEmpty()).isPresent();
    return code
        || details
            .map(AwsErrorDetails::sdkHttpResponse)
            .map(SdkHttpResponse::headers)
            .filter(headers -> headers.keySet().stream().anyMatch(ProxyErrorClassifier::isOfS3))
            .isPresent();
  }

  private static boolean isOfS3(String header) {
    return header.regionMatches(true, 0, "x-amz-", 0, "x-amz-".length());
  }

  private static S3ErrorExplanation refused(int status) {
    String why = "a proxy on the way answers " + status + ", not the server";
    if (ProxyRoutePlanner.isTransient(status)) {
      return new S3ErrorExplanation(
          LakeErrorKind.UNREACHABLE,
          why,
          "see that the proxy of HTTPS_PROXY reaches the server, or list the server in NO_PROXY,"
              + " then rerun");
    }
    return new S3ErrorExplanation(
        LakeErrorKind.CONFIGURATION,
        why,
        status == 407
            ? "put the user and the password of the proxy into HTTPS_PROXY, or list the server in"
                + " NO_PROXY"
            : "check HTTPS_PROXY and NO_PROXY, or have the way opened");
  }
}
