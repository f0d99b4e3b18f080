package pipeline.lake;

import java.util.Optional;
import java.util.Set;
import pipeline.lake.LakeException.Kind;
import pipeline.lake.S3Failures.Verdict;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** An error that S3 answered, told apart by its code, and by its status where the code is new. */
record S3Answer(AwsServiceException answer, String bucket) {

  Verdict verdict(S3Action action, String key) {
    if (!(answer instanceof S3Exception)) {
      // Asking for a role, or signing on, is part of every request.
      return credentials();
    }
    return switch (code()) {
      case "NoSuchBucket" ->
          new Verdict(
              Kind.NO_LAKE,
              "the bucket " + bucket + " does not exist",
              "make it with `aws s3 mb s3://"
                  + bucket
                  + "`, or correct its name in LAKE or --output");
      case "InvalidAccessKeyId",
          "SignatureDoesNotMatch",
          "InvalidToken",
          "ExpiredToken",
          "TokenRefreshRequired",
          "AccountProblem",
          "NotSignedUp",
          "XAdminUserNotFound" ->
          credentials();
      case "RequestTimeTooSkewed" ->
          new Verdict(
              Kind.CONFIGURATION,
              "this machine's clock is more than 15 minutes off",
              "set the clock (NTP)");
      case "PermanentRedirect",
          "AuthorizationHeaderMalformed",
          "IllegalLocationConstraintException" ->
          region();
      case "XMinioStorageFull",
          "XMinioAdminBucketQuotaExceeded",
          "QuotaExceeded",
          "InsufficientStorage" ->
          full();
      case "RequestTimeout",
          "IncompleteBody",
          "BadDigest",
          "XAmzContentSHA256Mismatch",
          "NoSuchUpload" ->
          later();
      default -> byStatus(action, key);
    };
  }

  private Verdict byStatus(S3Action action, String key) {
    int status = answer.statusCode();
    if (code().startsWith("KMS.")) {
      return new Verdict(
          Kind.CONFIGURATION,
          "the encryption key cannot be used: " + told(),
          "check S3_SSE_KMS_KEY_ID");
    }
    if (code().isEmpty() && Set.of(401, 403, 407).contains(status)) {
      return proxy();
    }
    return switch (status) {
      case 301 -> region();
      case 401, 403 -> denied(action, key);
      case 409, 429 -> later();
      case 507 -> full();
      default -> status >= 500 && status != 501 ? later() : unexpected();
    };
  }

  private Verdict credentials() {
    return new Verdict(
        Kind.DENIED,
        "the credentials are refused: " + told(),
        "check AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN and AWS_PROFILE;"
            + " temporary ones expire");
  }

  private Verdict denied(S3Action action, String key) {
    String resource = "arn:aws:s3:::" + bucket + (action.ofBucket() ? "" : "/" + key);
    return new Verdict(
        Kind.DENIED,
        "access denied: " + told(),
        "allow these credentials "
            + action.right
            + " on "
            + resource
            + ", and the KMS key if the bucket has one");
  }

  /** S3 always gives a code. */
  private Verdict proxy() {
    return new Verdict(
        Kind.CONFIGURATION,
        "a proxy or a firewall on the way answers " + told(),
        "check HTTPS_PROXY and NO_PROXY, or have the way opened");
  }

  private Verdict region() {
    return new Verdict(
        Kind.CONFIGURATION,
        "the bucket lies in another region: " + told(),
        "set AWS_REGION to " + bucketRegion().orElse("the bucket's region"));
  }

  private Verdict full() {
    return new Verdict(
        Kind.FULL, "no space is left there: " + told(), "free some or raise the quota, then rerun");
  }

  private Verdict later() {
    return new Verdict(Kind.UNREACHABLE, "S3 answers " + told(), "rerun later");
  }

  private Verdict unexpected() {
    return new Verdict(
        Kind.CONFIGURATION,
        "S3 answers " + told(),
        "check LAKE and AWS_ENDPOINT_URL_S3; a server that is not AWS may need"
            + " AWS_REQUEST_CHECKSUM_CALCULATION=WHEN_REQUIRED");
  }

  private Optional<AwsErrorDetails> details() {
    return Optional.ofNullable(answer.awsErrorDetails());
  }

  private String code() {
    return details().map(AwsErrorDetails::errorCode).orElse("");
  }

  private String told() {
    String message =
        details()
            .map(AwsErrorDetails::errorMessage)
            .filter(text -> !text.isBlank())
            .map(text -> " (" + text + ")")
            .orElse("");
    return (answer.statusCode() + " " + code()).strip() + message;
  }

  private Optional<String> bucketRegion() {
    return details()
        .map(AwsErrorDetails::sdkHttpResponse)
        .flatMap(response -> response.firstMatchingHeader("x-amz-bucket-region"));
  }
}
