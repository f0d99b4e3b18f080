package pipeline.lake.s3;

import static pipeline.lake.s3.S3ErrorExplanation.configuration;
import static pipeline.lake.s3.S3ErrorExplanation.unreachable;

import java.net.URI;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import pipeline.lake.s3.config.LakeSdkHttpService;
import pipeline.lake.store.LakeException.LakeErrorKind;
import pipeline.tls.ProxyRoutePlanner;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** A classifier of error responses by their code, or by their status if the code is unknown. */
record S3ErrorClassifier(S3ErrorResponse response, String bucket, S3ClientHolder connection) {
  /** The error codes with which a server can refuse an upload in chunks. */
  private static final Set<String> ENCODING_CODES =
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

  /**
   * The HTTP statuses with which a server can refuse an upload in chunks, whatever the error code
   * is.
   */
  private static final Set<Integer> ENCODING_STATUSES = Set.of(411, 415, 501);

  private static final Pattern EXPLICIT_DENY =
      Pattern.compile("explicit deny(?: in an? ([A-Za-z -]*(?:policy|boundary)))?");

  /**
   * Returns whether the server may have refused the upload only because the upload was sent in
   * chunks.
   */
  static boolean mayRefuseChunks(S3Exception exception) {
    return ENCODING_CODES.contains(new S3ErrorResponse(exception).code())
        || ENCODING_STATUSES.contains(exception.statusCode());
  }

  S3ErrorExplanation classify(S3Operation operation, String key) {
    if (!response.isFromServer()
        && LakeSdkHttpService.isProxied(connection.settings(), connection.endpoint())) {
      return proxyError();
    }
    if (!(response.exception() instanceof S3Exception)) {
      // The response is not from S3. Before a request to S3, the SDK can request a role or a single
      // sign-on from another service.
      return credentials();
    }
    return switch (response.code()) {
      case "NoSuchBucket" ->
          new S3ErrorExplanation(
              LakeErrorKind.NOT_FOUND,
              "the bucket " + bucket + " does not exist",
              "create it with `aws s3 mb s3://"
                  + bucket
                  + "`, or correct its name in LAKE, --output or ICEBERG_WAREHOUSE");
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
          configuration("this machine's clock is more than 15 minutes off", "set the clock (NTP)");
      case "AuthorizationHeaderMalformed", "InvalidRegion", "IllegalLocationConstraintException" ->
          region();
      case "XMinioStorageFull",
          "XMinioAdminBucketQuotaExceeded",
          "QuotaExceeded",
          "InsufficientStorage" ->
          full();
      case "XAmzContentSHA256Mismatch" ->
          operation == S3Operation.PUT && isChunkedBySetting() ? encoding() : retryLater();
      case "RequestTimeout", "IncompleteBody", "BadDigest", "NoSuchUpload" -> retryLater();
      default -> byStatus(operation, key);
    };
  }

  private S3ErrorExplanation byStatus(S3Operation operation, String key) {
    int status = response.status();
    if (response.code().startsWith("KMS.")) {
      return configuration(
          "the encryption key is not usable: " + response.text(), "check S3_SSE_KMS_KEY_ID");
    }
    if (response.code().isEmpty() && Set.of(401, 403, 407).contains(status)) {
      // S3 itself always returns an error code.
      return configuration(
          "a proxy or firewall between this machine and S3 answers " + response.text(),
          "check HTTPS_PROXY and NO_PROXY, or ask the network's administrator to allow the"
              + " connection");
    }
    return switch (status) {
      case 301, 302, 307, 308 -> redirect();
      case 401, 403 -> denied(operation, key);
      case 409, 429 -> retryLater();
      case 501 ->
          operation == S3Operation.PUT
              ? encoding()
              : configuration(
                  "the server does not offer this operation: " + response.text(),
                  "use another server or version (docs/s3.md has a table)");
      case 507 -> full();
      default -> status >= 500 ? retryLater() : unexpected(operation);
    };
  }

  private S3ErrorExplanation proxyError() {
    int status = response.status();
    String problem = "a proxy answers " + status + " instead of the server";
    if (ProxyRoutePlanner.isTransient(status)) {
      return unreachable(
          problem,
          "check that the proxy in HTTPS_PROXY can reach the server, or list the server in"
              + " NO_PROXY, then rerun");
    }
    return configuration(
        problem,
        status == 407
            ? "put the user and the password of the proxy into HTTPS_PROXY, or list the server in"
                + " NO_PROXY"
            : "check HTTPS_PROXY and NO_PROXY, or ask the network's administrator to allow the"
                + " connection");
  }

  private S3ErrorExplanation signature(S3Operation operation) {
    if (response.requiredRegion().isPresent()) {
      return region();
    }
    return operation == S3Operation.PUT && connection.responses().hasAcceptedCredentials()
        ? encoding()
        : credentials();
  }

  private S3ErrorExplanation credentials() {
    return S3ErrorExplanation.denied(
        "the credentials are refused: " + response.text(),
        "check AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN and AWS_PROFILE, and"
            + " renew temporary credentials that have expired");
  }

  private S3ErrorExplanation denied(S3Operation operation, String key) {
    boolean isPut = operation == S3Operation.PUT;
    Matcher deny = EXPLICIT_DENY.matcher(response.text());
    if (deny.find()) {
      // An explicit deny overrides every permission.
      String policy = deny.group(1);
      boolean isOfBucket = policy == null || policy.equals("resource-based policy");
      return S3ErrorExplanation.denied(
          "a policy explicitly denies access: " + response.text(),
          "check the "
              + (isOfBucket ? "bucket's policy" : policy)
              + (isOfBucket && isPut
                  ? ", which may require encryption (S3_SSE) or requester pays (S3_REQUESTER_PAYS)"
                  : ""));
    }
    return S3ErrorExplanation.denied(
        "access denied: " + response.text(),
        "grant these credentials %s on arn:aws:s3:::%s%s, and the use of the bucket's KMS key if the bucket has one%s"
            .formatted(
                operation.permission,
                bucket,
                operation.isBucketLevel() ? "" : "/" + key,
                isPut
                    ? "; if they already have these permissions, check whether the bucket's policy"
                        + " requires encryption (S3_SSE) or requester pays (S3_REQUESTER_PAYS)"
                    : ""));
  }

  private S3ErrorExplanation redirect() {
    Optional<String> address = response.address();
    if (response.region().isPresent() || address.isEmpty()) {
      return region();
    }
    return configuration(
        "the server redirects to " + address.get() + ": " + response.text(),
        "set AWS_ENDPOINT_URL_S3 to that address");
  }

  private S3ErrorExplanation region() {
    boolean isOtherServer = connection.endpoint().isPresent();
    return configuration(
        (isOtherServer
                ? "the server requires another region: "
                : "the bucket is in another region: ")
            + response.text(),
        "set AWS_REGION to "
            + response.region().orElse("the bucket's region")
            + (isOtherServer && response.status() < 400
                ? ", and AWS_ENDPOINT_URL_S3 to the address of that region"
                : ""));
  }

  private S3ErrorExplanation full() {
    return new S3ErrorExplanation(
        LakeErrorKind.FULL,
        "the S3 server has no space left: " + response.text(),
        "free some space or raise the quota, then rerun");
  }

  private S3ErrorExplanation retryLater() {
    return unreachable("S3 answers " + response.text(), "rerun later");
  }

  private boolean isChunkedBySetting() {
    return connection.settings().s3().chunkedUploads().orElse(false);
  }

  /**
   * Explains a refused upload. The remedy depends on S3_CHUNKED_UPLOADS and on whether an upload
   * was tried without chunks.
   */
  private S3ErrorExplanation encoding() {
    String problem =
        response.code().equals("SignatureDoesNotMatch")
            ? "the server accepts the credentials, but not the signature of an upload"
            : "the server refuses the upload";
    if (isChunkedBySetting()) {
      return configuration(
          problem + " in chunks: " + response.text(),
          "unset S3_CHUNKED_UPLOADS or set it to false");
    }
    if (connection.isChunked() && !connection.hasTriedUnchunked()) {
      return configuration(
          problem + " in chunks: " + response.text(), "set S3_CHUNKED_UPLOADS=false");
    }
    String encryption =
        connection.settings().s3().algorithm().isPresent()
            ? " whether the server can encrypt (S3_SSE) and"
            : "";
    return configuration(
        problem + ", even without chunks (sent whole): " + response.text(),
        "find the reason in the server's log, and check"
            + encryption
            + " whether a proxy changes requests");
  }

  /**
   * Explains an unknown error. Possible causes are a server that is not an S3 server, and a proxy
   * that changes requests.
   */
  private S3ErrorExplanation unexpected(S3Operation operation) {
    String problem =
        response.code().isEmpty()
            ? "no S3 server at this address: the response is "
            : "S3 answers ";
    return configuration(problem + response.text(), remedy(operation));
  }

  private String remedy(S3Operation operation) {
    if (connection.endpoint().filter(this::hasBucket).isPresent()) {
      return "remove the bucket from AWS_ENDPOINT_URL_S3 and name it only in LAKE or --output";
    }
    if (response.code().isEmpty() || operation == S3Operation.LIST) {
      return "check LAKE, and the host, port and path in AWS_ENDPOINT_URL_S3: the web console of a"
          + " server and its S3 API have different addresses";
    }
    return operation == S3Operation.PUT
        ? encoding().remedy()
        : "check LAKE and AWS_ENDPOINT_URL_S3";
  }

  /**
   * Returns whether the address of the server contains the name of the bucket. If it does, requests
   * name the bucket twice.
   */
  private boolean hasBucket(URI endpoint) {
    String host = String.valueOf(endpoint.getHost());
    String path = String.valueOf(endpoint.getPath()).replaceAll("/+$", "");
    return host.startsWith(bucket + ".") || path.endsWith("/" + bucket);
  }
}
