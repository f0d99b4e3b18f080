package pipeline.lake.s3;

import java.nio.file.Path;
import pipeline.testing.S3Server;

/**
 * Needs nothing but Maven. Not asked for the race of readers and writers: the server itself tears a
 * read now and then while it replaces an object, which S3 never does.
 */
class S3ProxyIT extends S3Contract {
  @Override
  S3Server start(Path folder) {
    return S3Server.s3proxy(folder);
  }
}
