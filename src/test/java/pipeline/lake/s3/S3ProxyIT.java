package pipeline.lake.s3;

import java.nio.file.Path;
import pipeline.testing.S3Server;

/**
 * Checks the contract on S3Proxy, which needs no installation. Skips the race of readers and
 * writers, because S3Proxy sometimes mixes two versions in one read, unlike S3.
 */
class S3ProxyIT extends S3Contract {
  @Override
  S3Server start(Path folder) {
    return S3Server.s3proxy(folder);
  }
}
