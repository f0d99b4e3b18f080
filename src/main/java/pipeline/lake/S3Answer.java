package pipeline.lake;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import pipeline.lake.LakeException.Kind;
import pipeline.lake.S3Failures.Verdict;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** An error that S3 answered, told apart by its code, and by its status where the code is new. */
record S3Answer(AwsServiceException answer, String bucket, S3Connection connection) {
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
      case "SignatureDoesNotMatch" -> signature(action);
      case "InvalidAccessKeyId",
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
      case "AuthorizationHeaderMalformed", "InvalidRegion", "IllegalLocationConstraintException" ->
          region();
      case "XMinioStorageFull",
          "XMinioAdminBucketQuotaExceeded",
          "QuotaExceeded",
          "InsufficientStorage" ->
          full();
      case "XAmzContentSHA256Mismatch" ->
          action == S3Action.PUT && isChunkedBySetting() ? form() : later();
      case "RequestTimeout", "IncompleteBody", "BadDigest", "NoSuchUpload" -> later();
      default -> byStatus(action, key);
    };
  }

  private Verdict byStatus(S3Action action, String key) {
    int status = answer.statusCode();
    if (code().startsWith("KMS.")) {
      return new Verdict(
          Kind.CONFIGURATION,
          "the encryption key cannot be used: " + said(),
          "check S3_SSE_KMS_KEY_ID");
    }
    if (code().isEmpty() && Set.of(401, 403, 407).contains(status)) {
      return proxy();
    }
    return switch (status) {
      case 301, 302, 307, 308 -> redirect();
      case 401, 403 -> denied(action, key);
      case 409, 429 -> later();
      case 501 -> action == S3Action.PUT ? form() : notOffered();
      case 507 -> full();
      default -> status >= 500 ? later() : unexpected(action);
    };
  }

  /** Whether the server may take the same bytes in another form. */
  static boolean mayRefuseForm(S3Exception refused) {
    return FORM_CODES.contains(code(refused)) || FORM_STATUSES.contains(refused.statusCode());
  }

  private Verdict signature(S3Action action) {
    if (S3Region.askedForBy(answer).isPresent()) {
      return region();
    }
    return action == S3Action.PUT && connection.hasAcceptedCredentials() ? form() : credentials();
  }

  private Verdict credentials() {
    return new Verdict(
        Kind.DENIED,
        "the credentials are refused: " + said(),
        "check AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN and AWS_PROFILE;"
            + " temporary ones expire");
  }

  private Verdict denied(S3Action action, String key) {
    Matcher deny = EXPLICIT_DENY.matcher(said());
    if (deny.find()) {
      return explicitDeny(action, Optional.ofNullable(deny.group(1)));
    }
    String resource = "arn:aws:s3:::" + bucket + (action.ofBucket() ? "" : "/" + key);
    return new Verdict(
        Kind.DENIED,
        "access denied: " + said(),
        "allow these credentials "
            + action.right
            + " on "
            + resource
            + ", and the KMS key if the bucket has one"
            + (action == S3Action.PUT
                ? "; if they may, the bucket's policy may want S3_SSE or S3_REQUESTER_PAYS"
                : ""));
  }

  /** No right that is allowed counts against it. */
  private Verdict explicitDeny(S3Action action, Optional<String> named) {
    Optional<String> another = named.filter(policy -> !policy.equals("resource-based policy"));
    String wanted =
        action == S3Action.PUT && another.isEmpty()
            ? ", which may want S3_SSE or S3_REQUESTER_PAYS"
            : "";
    return new Verdict(
        Kind.DENIED,
        "explicit deny: " + said(),
        "look at the " + another.orElse("bucket's policy") + wanted);
  }

  /** S3 always gives a code. */
  private Verdict proxy() {
    return new Verdict(
        Kind.CONFIGURATION,
        "a proxy or a firewall on the way answers " + said(),
        "check HTTPS_PROXY and NO_PROXY, or have the way opened");
  }

  private Verdict redirect() {
    Optional<String> address = S3Region.addressOf(answer);
    if (S3Region.namedBy(answer).isPresent() || address.isEmpty()) {
      return region();
    }
    return new Verdict(
        Kind.CONFIGURATION,
        "the server redirects to " + address.get() + ": " + said(),
        "set AWS_ENDPOINT_URL_S3 to the address that it redirects to");
  }

  private Verdict region() {
    boolean own = connection.endpoint().isPresent();
    return new Verdict(
        Kind.CONFIGURATION,
        (own ? "the server wants another region: " : "the bucket lies in another region: ")
            + said(),
        "set AWS_REGION to "
            + S3Region.namedBy(answer).orElse("the bucket's region")
            + (own && answer.statusCode() < 400
                ? ", and AWS_ENDPOINT_URL_S3 to the address of that region"
                : ""));
  }

  private Verdict full() {
    return new Verdict(
        Kind.FULL, "no space is left there: " + said(), "free some or raise the quota, then rerun");
  }

  private Verdict later() {
    return new Verdict(Kind.UNREACHABLE, "S3 answers " + said(), "rerun later");
  }

  private Verdict notOffered() {
    return new Verdict(
        Kind.CONFIGURATION,
        "the server does not offer this: " + said(),
        "use another server, or a version of it that does (docs/s3.md has a table)");
  }

  private boolean isChunkedBySetting() {
    return connection.requests().chunkedUploads().orElse(false);
  }

  /** Advice that depends on what is set, and on what was tried. */
  private Verdict form() {
    String what =
        code().equals("SignatureDoesNotMatch")
            ? "the server takes the credentials, but not the signature of an upload"
            : "the server refuses the upload";
    String encryption =
        connection.requests().algorithm().isPresent() ? ", whether it can encrypt (S3_SSE)" : "";
    if (isChunkedBySetting()) {
      return new Verdict(
          Kind.CONFIGURATION,
          what + " in chunks: " + said(),
          "unset S3_CHUNKED_UPLOADS or set it to false");
    }
    if (connection.form() == UploadForm.CHUNKED && !connection.wasWholeTried()) {
      return new Verdict(
          Kind.CONFIGURATION, what + " in chunks: " + said(), "set S3_CHUNKED_UPLOADS=false");
    }
    return new Verdict(
        Kind.CONFIGURATION,
        what + ", without chunks too: " + said(),
        "look in the server's log for its reason"
            + encryption
            + ", and for a proxy on the way that changes requests");
  }

  /** No S3 at all, another request than was sent, or something new. */
  private Verdict unexpected(S3Action action) {
    String why = code().isEmpty() ? "no S3 is at this address: it answers " : "S3 answers ";
    return new Verdict(Kind.CONFIGURATION, why + said(), remedy(action));
  }

  private String remedy(S3Action action) {
    Optional<String> misplaced =
        connection.endpoint().filter(own -> S3Region.hasBucket(own, bucket)).map(Object::toString);
    if (misplaced.isPresent()) {
      return "the bucket stands in AWS_ENDPOINT_URL_S3: leave it to LAKE or --output";
    }
    if (code().isEmpty() || action == S3Action.LIST) {
      return "check host, port and path of AWS_ENDPOINT_URL_S3, and LAKE: a server's console or web"
          + " page has another address than its S3";
    }
    return action == S3Action.PUT ? form().remedy() : "check LAKE and AWS_ENDPOINT_URL_S3";
  }

  private String code() {
    return code(answer);
  }

  static String code(AwsServiceException answer) {
    return Optional.ofNullable(answer.awsErrorDetails()).map(AwsErrorDetails::errorCode).orElse("");
  }

  private String said() {
    String message =
        Optional.ofNullable(answer.awsErrorDetails())
            .map(AwsErrorDetails::errorMessage)
            .filter(text -> !text.isBlank())
            .map(text -> " (" + text + ")")
            .orElse("");
    return (answer.statusCode() + " " + code()).strip() + message;
  }
}
