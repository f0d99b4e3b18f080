package pipeline.lake.s3;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.ContentStreamProvider;

/** A range of a file, from its start again for each attempt of the SDK. */
final class FileRangeContent implements ContentStreamProvider, AutoCloseable {
  private final Path file;
  private final long offset;
  private final long length;
  private @Nullable InputStream current;

  FileRangeContent(Path file, long offset, long length) {
    this.file = file;
    this.offset = offset;
    this.length = length;
  }

  @Override
  public InputStream newStream() {
    close();
    try {
      FileChannel channel = FileChannel.open(file, StandardOpenOption.READ).position(offset);
      current = new LimitedStream(Channels.newInputStream(channel), length);
      return current;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  @Override
  public void close() {
    if (current != null) {
      try {
        current.close();
      } catch (IOException failed) {
        // It was only read, and what was read has been sent.
      }
    }
  }

  private static final class LimitedStream extends InputStream {
    private final InputStream in;
    private long remaining;

    LimitedStream(InputStream in, long length) {
      this.in = in;
      this.remaining = length;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      if (remaining == 0) {
        return length == 0 ? 0 : -1;
      }
      int count = in.read(target, offset, (int) Math.min(length, remaining));
      if (count < 0) {
        throw new EOFException("the file has become shorter while it was sent");
      }
      remaining -= count;
      return count;
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
