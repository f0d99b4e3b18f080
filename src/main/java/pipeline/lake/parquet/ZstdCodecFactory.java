package pipeline.lake.parquet;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdDecompressCtx;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import pipeline.lake.store.LakeException;
import pipeline.lake.store.LakeException.LakeErrorKind;

/**
 * A factory of ZSTD codecs that does not need Hadoop, whose libraries would add dozens of megabytes
 * to the jar. The factory is not thread-safe, so each reader or writer needs its own.
 */
final class ZstdCodecFactory implements CompressionCodecFactory {
  private static final int LEVEL = 3;

  private final ZstdCodec codec;

  /**
   * Creates a factory. The first factory of a process unpacks a native library into the system's
   * folder for temporary files.
   *
   * @throws LakeException if the library cannot be loaded
   */
  ZstdCodecFactory() {
    try {
      codec = new ZstdCodec();
    } catch (LinkageError notLoaded) {
      throw notLoaded(notLoaded);
    }
  }

  static LakeException notLoaded(LinkageError cause) {
    String reason = reason(cause);
    boolean full = reason.contains("No space left");
    boolean noexec =
        reason.contains("failed to map segment") || reason.contains("Operation not permitted");
    return new LakeException(
        full ? LakeErrorKind.FULL : LakeErrorKind.CONFIGURATION,
        "cannot load the ZSTD library from the folder for temporary files: %s; %s, or set -Djava.io.tmpdir=<folder> in PIPELINE_JAVA_OPTIONS (Airflow) or JAVA_TOOL_OPTIONS"
            .formatted(
                reason,
                noexec
                    ? "mount the folder with exec instead of noexec"
                    : "check that the folder exists, has space and is writable"),
        cause);
  }

  /**
   * Returns the message of the innermost cause. If loading fails again in the same process, the JVM
   * throws an error without the reason. In that case, only the cause of the error has the reason.
   */
  private static String reason(Throwable why) {
    String reason = String.valueOf(why.getMessage());
    for (Throwable one = why.getCause(); one != null; one = one.getCause()) {
      reason = one.getMessage() == null ? reason : one.getMessage();
    }
    return reason.lines().findFirst().orElse(reason).replaceFirst("^(\\S+: )\\1", "$1");
  }

  @Override
  public BytesInputCompressor getCompressor(CompressionCodecName name) {
    return codec(name);
  }

  @Override
  public BytesInputDecompressor getDecompressor(CompressionCodecName name) {
    return codec(name);
  }

  private ZstdCodec codec(CompressionCodecName name) {
    if (name != CompressionCodecName.ZSTD) {
      throw new IllegalArgumentException("compressed with " + name + ", but this lake uses ZSTD");
    }
    return codec;
  }

  @Override
  public void release() {
    codec.release();
  }

  private static byte[] bytes(BytesInput input) throws IOException {
    return input.toInputStream().readNBytes(Math.toIntExact(input.size()));
  }

  private static final class ZstdCodec implements BytesInputCompressor, BytesInputDecompressor {
    private final ZstdCompressCtx compressor = new ZstdCompressCtx().setLevel(LEVEL);
    private final ZstdDecompressCtx decompressor = new ZstdDecompressCtx();

    @Override
    public CompressionCodecName getCodecName() {
      return CompressionCodecName.ZSTD;
    }

    @Override
    public BytesInput compress(BytesInput input) throws IOException {
      byte[] from = bytes(input);
      byte[] to = new byte[(int) Zstd.compressBound(from.length)];
      return BytesInput.from(
          to, 0, compressor.compressByteArray(to, 0, to.length, from, 0, from.length));
    }

    @Override
    public BytesInput decompress(BytesInput input, int size) throws IOException {
      return BytesInput.from(decompressor.decompress(bytes(input), size));
    }

    @Override
    public void decompress(ByteBuffer input, int compressedSize, ByteBuffer output, int size) {
      byte[] from = new byte[compressedSize];
      input.get(from);
      output.put(decompressor.decompress(from, size));
    }

    @Override
    public void release() {
      compressor.close();
      decompressor.close();
    }
  }
}
