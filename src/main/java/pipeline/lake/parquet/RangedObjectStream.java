package pipeline.lake.parquet;

import java.io.InputStream;
import org.apache.parquet.io.DelegatingSeekableInputStream;

/** Reads an object in ranges: small reads from a buffer, large reads in one request each. */
final class RangedObjectStream extends DelegatingSeekableInputStream {
  private static final int BUFFER_SIZE = 128 << 10;

  private final BufferedRanges ranges;

  RangedObjectStream(ObjectInputFile input) {
    this(new BufferedRanges(input));
  }

  private RangedObjectStream(BufferedRanges ranges) {
    super(ranges);
    this.ranges = ranges;
  }

  @Override
  public long getPos() {
    return ranges.position;
  }

  @Override
  public void seek(long newPosition) {
    ranges.position = newPosition;
  }

  private static final class BufferedRanges extends InputStream {
    private final ObjectInputFile input;
    private byte[] buffer = new byte[0];
    private long bufferStart;
    private long position;

    BufferedRanges(ObjectInputFile input) {
      this.input = input;
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
      int count = (int) Math.min(length, input.getLength() - position);
      if (count <= 0) {
        return length == 0 ? 0 : -1;
      }
      if (count > BUFFER_SIZE && !isBuffered(count)) {
        System.arraycopy(input.read(position, count), 0, target, offset, count);
      } else {
        fill();
        int from = (int) (position - bufferStart);
        count = Math.min(count, buffer.length - from);
        System.arraycopy(buffer, from, target, offset, count);
      }
      position += count;
      return count;
    }

    private boolean isBuffered(int length) {
      return position >= bufferStart && position + length <= bufferStart + buffer.length;
    }

    /** Fills the buffer from the position; near the end, where the footer is, with the tail. */
    private void fill() {
      if (isBuffered(1)) {
        return;
      }
      long tail = Math.max(0, input.getLength() - BUFFER_SIZE);
      bufferStart = Math.min(position, tail);
      buffer =
          input.read(bufferStart, (int) Math.min(BUFFER_SIZE, input.getLength() - bufferStart));
    }
  }
}
