package pipeline.lake.s3;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import pipeline.lake.s3.S3ErrorTranslator.S3ErrorExplanation;
import pipeline.lake.store.LakeException.LakeErrorKind;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** An error that S3 answered, told apart by its code, and by its status where the code is new. */
record S3ErrorClassifier(AwsServiceException exception, String bucket, S3ClientHolder connection) {
  /** What servers say that cannot read an upload in chunks, or take its frames for content. */
  private static final Set<String> FORM_CODES =
      Set.of(
          "SignatureDoesNotMatch",
          "XAmzContentSHA256Mismatch",
          "BadDigest",
          "InvalidDigest",
          "IncompleteBody",
          "MissingContentLength",
          "InvalidArgument",
          "InvalidRequest",
          "NotImplemented");

  /** The same of servers with codes of their own. */
  private static final Set<Integer> FORM_STATUSES = Set.of(411, 415, 501);

  private static final Pattern EXPLICIT_DENY =
      Pattern.compile("explicit deny(?: in an? ([A-Za-z -]*(?:policy|boundary)))?");

  S3ErrorExplanation classify(S3Operation operation, String key) {
    if (!(exception instanceof S3Exception)) {
      // Asking for a role, or signing on, is part of every request.
      return credentials();
    }
    return switch (code()) {
      case "NoSuchBucket" ->
          new S3ErrorExplanation(
              LakeErrorKind.NOT_FOUND,
              "the bucket " + bucket + " does not exist",
              "make it with `aws s3 mb s3://"
                  + bucket
                  + "`, or correct its name in LAKE or --output");
      case "SignatureDoesNotMatch" -> signature(operation);
      case "InvalidAccessKeyId",
          "InvalidToken",
          "ExpiredToken",
          "TokenRefreshRequired",
          "AccountProblem",
          "NotSignedUp",
          "XAdminUserNotFound" ->
          credentials();
      case "RequestTimeTooSkewed" ->
          new S3ErrorExplanation(
              LakeErrorKind.CONFIGURATION,
              "this machine's clock is more than 15 minutes off",
              "set the clock (NTP)");
      case "AuthorizationHeaderMalformed", "InvalidRegion", "IllegalLocationConstraintException" ->
          region();
      case "XMinioStorageFull",
          "XMinioAdminBucketQuotaExceeded",
          "QuotaExceeded",
          "InsufficientStorage" ->
          full();
      case "XAmzContentSHA256Mismatch" ->
          operation == S3Operation.PUT && isChunkedBySetting() ? form() : retryLater();
      case "RequestTimeout", "IncompleteBody", "BadDigest", "NoSuchUpload" -> retryLater();
      default -> byStatus(operation, key);
    };
  }

  private S3ErrorExplanation byStatus(S3Operation operation, String key) {
    int status = exception.statusCode();
    if (code().startsWith("KMS.")) {
      return new S3ErrorExplanation(
          LakeErrorKind.CONFIGURATION,
          "the encryption key cannot be used: " + said(),
          "check S3_SSE_KMS_KEY_ID");
    }
    if (code().isEmpty() && Set.of(401, 403, 407).contains(status)) {
      return proxy();
    }
    return switch (status) {
      case 301, 302, 307, 308 -> redirect();
      case 401, 403 -> denied(operation, key);
      case 409, 429 -> retryLater();
      case 501 -> operation == S3Operation.PUT ? form() : notOffered();
      case 507 -> full();
      default -> status >= 500 ? retryLater() : unexpected(operation);
    };
  }

  /** Whether the server may take the same bytes in another form. */
  static boolean mayRefuseForm(S3Exception refused) {
    return FORM_CODES.contains(code(refused)) || FORM_STATUSES.contains(refused.statusCode());
  }

  private S3ErrorExplanation signature(S3Operation action) {
    if (S3Region.askedForBy(exception).isPresent()) {
      return region();
    }
    return action == S3Operation.PUT && connection.hasAcceptedCredentials()
        ? form()
        : credentials();
  }

  private S3ErrorExplanation credentials() {
    return new S3ErrorExplanation(
        LakeErrorKind.DENIED,
        "the credentials are refused: " + said(),
        "check AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN and AWS_PROFILE;"
            + " temporary ones expire");
  }

  private S3ErrorExplanation denied(S3Operation operation, String key) {
    Matcher deny = EXPLICIT_DENY.matcher(said());
    if (deny.find()) {
      return explicitDeny(operation, Optional.ofNullable(deny.group(1)));
    }
    String resource = "arn:aws:s3:::" + bucket + (operation.isBucketLevel() ? "" : "/" + key);
    return new S3ErrorExplanation(
        LakeErrorKind.DENIED,
        "access denied: " + said(),
        "allow these credentials "
            + operation.permission
            + " on "
            + resource
            + ", and the KMS key if the bucket has one"
            + (operation == S3Operation.PUT
                ? "; if they may, the bucket's policy may want S3_SSE or S3_REQUESTER_PAYS"
                : ""));
  }

  /** No right that is allowed counts against it. */
  private S3ErrorExplanation explicitDeny(S3Operation action, Optional<String> named) {
    Optional<String> another = named.filter(policy -> !policy.equals("resource-based policy"));
    String wanted =
        action == S3Operation.PUT && another.isEmpty()
            ? ", which may want S3_SSE or S3_REQUESTER_PAYS"
            : "";
    return new S3ErrorExplanation(
        LakeErrorKind.DENIED,
        "explicit deny: " + said(),
        "look at the " + another.orElse("bucket's policy") + wanted);
  }

  /** S3 always gives a code. */
  private S3ErrorExplanation proxy() {
    return new S3ErrorExplanation(
        LakeErrorKind.CONFIGURATION,
        "a proxy or a firewall on the way answers " + said(),
        "check HTTPS_PROXY and NO_PROXY, or have the way opened");
  }

  private S3ErrorExplanation redirect() {
    Optional<String> address = S3Region.addressOf(exception);
    if (S3Region.namedBy(exception).isPresent() || address.isEmpty()) {
      return region();
    }
    return new S3ErrorExplanation(
        LakeErrorKind.CONFIGURATION,
        "the server redirects to " + address.get() + ": " + said(),
        "set AWS_ENDPOINT_URL_S3 to the address that it redirects to");
  }

  private S3ErrorExplanation region() {
    boolean own = connection.endpoint().isPresent();
    return new S3ErrorExplanation(
        LakeErrorKind.CONFIGURATION,
        (own ? "the server wants another region: " : "the bucket lies in another region: ")
            + said(),
        "set AWS_REGION to "
            + S3Region.namedBy(exception).orElse("the bucket's region")
            + (own && exception.statusCode() < 400
                ? ", and AWS_ENDPOINT_URL_S3 to the address of that region"
                : ""));
  }

  private S3ErrorExplanation full() {
    return new S3ErrorExplanation(
        LakeErrorKind.FULL,
        "no space is left there: " + said(),
        "free some or raise the quota, then rerun");
  }

  private S3ErrorExplanation retryLater() {
    return new S3ErrorExplanation(LakeErrorKind.UNREACHABLE, "S3 answers " + said(), "rerun later");
  }

  private S3ErrorExplanation notOffered() {
    return new S3ErrorExplanation(
        LakeErrorKind.CONFIGURATION,
        "the server does not offer this: " + said(),
        "use another server, or a version of it that does (docs/s3.md has a table)");
  }

  private boolean isChunkedBySetting() {
    return connection.requests().chunkedUploads().orElse(false);
  }

  /** Advice that depends on what is set, and on what was tried. */
  private S3ErrorExplanation form() {
    String what =
        code().equals("SignatureDoesNotMatch")
            ? "the server takes the credentials, but not the signature of an upload"
            : "the server refuses the upload";
    String encryption =
        connection.requests().algorithm().isPresent() ? ", whether it can encrypt (S3_SSE)" : "";
    if (isChunkedBySetting()) {
      return new S3ErrorExplanation(
          LakeErrorKind.CONFIGURATION,
          what + " in chunks: " + said(),
          "unset S3_CHUNKED_UPLOADS or set it to false");
    }
    if (connection.form() == UploadEncoding.CHUNKED && !connection.wasWholeTried()) {
      return new S3ErrorExplanation(
          LakeErrorKind.CONFIGURATION,
          what + " in chunks: " + said(),
          "set S3_CHUNKED_UPLOADS=false");
    }
    return new S3ErrorExplanation(
        LakeErrorKind.CONFIGURATION,
        what + ", without chunks too: " + said(),
        "look in the server's log for its reason"
            + encryption
            + ", and for a proxy on the way that changes requests");
  }

  /** No S3 at all, another request than was sent, or something new. */
  private S3ErrorExplanation unexpected(S3Operation action) {
    String why = code().isEmpty() ? "no S3 is at this address: it answers " : "S3 answers ";
    return new S3ErrorExplanation(LakeErrorKind.CONFIGURATION, why + said(), remedy(action));
  }

  private String remedy(S3Operation action) {
    Optional<String> misplaced =
        connection.endpoint().filter(own -> S3Region.hasBucket(own, bucket)).map(Object::toString);
    if (misplaced.isPresent()) {
      return "the bucket stands in AWS_ENDPOINT_URL_S3: leave it to LAKE or --output";
    }
    if (code().isEmpty() || action == S3Operation.LIST) {
      return "check host, port and path of AWS_ENDPOINT_URL_S3, and LAKE: a server's console or web"
          + " page has another address than its S3";
    }
    return action == S3Operation.PUT ? form().remedy() : "check LAKE and AWS_ENDPOINT_URL_S3";
  }

  private String code() {
    return code(exception);
  }

  static String code(AwsServiceException answer) {
    return Optional.ofNullable(answer.awsErrorDetails()).map(AwsErrorDetails::errorCode).orElse("");
  }

  private String said() {
    String message =
        Optional.ofNullable(exception.awsErrorDetails())
            .map(AwsErrorDetails::errorMessage)
            .filter(text -> !text.isBlank())
            .map(text -> " (" + text + ")")
            .orElse("");
    return (exception.statusCode() + " " + code()).strip() + message;
  }
}
