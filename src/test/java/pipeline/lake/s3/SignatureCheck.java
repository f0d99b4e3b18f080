package pipeline.lake.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URLEncoder;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A check of Signature Version 4 that follows AWS' description and does not use the SDK.
 *
 * @param secrets the secret access keys by access key ID
 */
public record SignatureCheck(Map<String, String> secrets, String region, String service) {
  private static final Pattern AUTHORIZATION =
      Pattern.compile(
          "AWS4-HMAC-SHA256 Credential=([^/]+)/(\\d{8}/[^,]+), SignedHeaders=([^,]+),"
              + " Signature=(\\w+)");

  /**
   * Returns whether a request has a valid signature.
   *
   * @param headers the values by lower-case name
   */
  public boolean isValid(String method, URI uri, Map<String, String> headers, String body) {
    Matcher parts = AUTHORIZATION.matcher(headers.getOrDefault("authorization", ""));
    if (!parts.matches() || !secrets.containsKey(parts.group(1))) {
      return false;
    }
    String scope = parts.group(2);
    List<String> names = List.of(parts.group(3).split(";"));
    String canonical =
        String.join(
            "\n",
            method,
            Arrays.stream(uri.getRawPath().split("/", -1))
                .map(SignatureCheck::encode)
                .collect(Collectors.joining("/")),
            canonicalQuery(uri.getRawQuery()),
            names.stream()
                .map(name -> name + ":" + headers.getOrDefault(name, "").strip() + "\n")
                .collect(Collectors.joining()),
            parts.group(3),
            sha256(body));
    String text =
        String.join("\n", "AWS4-HMAC-SHA256", headers.get("x-amz-date"), scope, sha256(canonical));
    byte[] key = ("AWS4" + secrets.get(parts.group(1))).getBytes(UTF_8);
    for (String part : scope.split("/", -1)) {
      key = hmac(key, part);
    }
    return scope.endsWith("/%s/%s/aws4_request".formatted(region, service))
        && names.containsAll(List.of("host", "x-amz-date"))
        && HexFormat.of().formatHex(hmac(key, text)).equals(parts.group(4));
  }

  private static String canonicalQuery(String query) {
    return query == null
        ? ""
        : Arrays.stream(query.split("&"))
            .map(pair -> pair.contains("=") ? pair : pair + "=")
            .sorted()
            .collect(Collectors.joining("&"));
  }

  private static String encode(String segment) {
    return URLEncoder.encode(segment, UTF_8)
        .replace("+", "%20")
        .replace("*", "%2A")
        .replace("%7E", "~");
  }

  private static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static byte[] hmac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(text.getBytes(UTF_8));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
