package pipeline.lake.parquet;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.parquet.io.SeekableInputStream;

/** Reads an object by ranges: small reads from a buffer, large ones by one request each. */
final class RangedObjectStream extends SeekableInputStream {
  private static final int BUFFER_SIZE = 128 << 10;

  private final ObjectInputFile input;
  private byte[] buffer = new byte[0];
  private long bufferStart;
  private long position;

  RangedObjectStream(ObjectInputFile input) {
    this.input = input;
  }

  @Override
  public long getPos() {
    return position;
  }

  @Override
  public void seek(long newPosition) {
    position = newPosition;
  }

  @Override
  public int read() {
    if (position >= input.getLength()) {
      return -1;
    }
    fill();
    return buffer[(int) (position++ - bufferStart)] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) {
    if (length == 0) {
      return 0;
    }
    if (position >= input.getLength()) {
      return -1;
    }
    fill();
    int from = (int) (position - bufferStart);
    int count = Math.min(length, buffer.length - from);
    System.arraycopy(buffer, from, target, offset, count);
    position += count;
    return count;
  }

  @Override
  public void readFully(byte[] bytes) throws IOException {
    readFully(bytes, 0, bytes.length);
  }

  @Override
  public void readFully(byte[] bytes, int start, int length) throws IOException {
    if (position + length > input.getLength()) {
      throw new EOFException("the file ends before byte " + (position + length));
    }
    if (length > BUFFER_SIZE && !isBuffered(length)) {
      System.arraycopy(input.read(position, length), 0, bytes, start, length);
      position += length;
      return;
    }
    for (int done = 0; done < length; ) {
      done += read(bytes, start + done, length - done);
    }
  }

  @Override
  public int read(ByteBuffer target) {
    byte[] bytes = new byte[Math.min(target.remaining(), BUFFER_SIZE)];
    int count = read(bytes, 0, bytes.length);
    if (count > 0) {
      target.put(bytes, 0, count);
    }
    return count;
  }

  @Override
  public void readFully(ByteBuffer target) throws IOException {
    byte[] bytes = new byte[target.remaining()];
    readFully(bytes);
    target.put(bytes);
  }

  private boolean isBuffered(int length) {
    return position >= bufferStart && position + length <= bufferStart + buffer.length;
  }

  /**
   * Reads the whole tail if the first read is near the end, because Parquet begins with the footer.
   */
  private void fill() {
    if (isBuffered(1)) {
      return;
    }
    long remaining = input.getLength() - position;
    bufferStart = remaining < BUFFER_SIZE ? Math.max(0, input.getLength() - BUFFER_SIZE) : position;
    buffer = input.read(bufferStart, (int) Math.min(BUFFER_SIZE, input.getLength() - bufferStart));
  }
}
