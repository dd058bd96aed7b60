using System.Text;

namespace ServiceGuru.Connectors.Git;

/// <summary>Reads a program's output to its end and keeps no more of it than is allowed.</summary>
internal sealed class BoundedReader(Stream stream, int limit, bool keepsEnd)
{
    private readonly MemoryStream kept = new();
    private readonly object gate = new();

    /// <summary>Gets what was read so far.</summary>
    public string Text
    {
        get
        {
            lock (gate)
            {
                return Encoding.UTF8.GetString(kept.GetBuffer(), 0, (int)kept.Length);
            }
        }
    }

    /// <summary>Reads until the other side closes.</summary>
    /// <exception cref="OutputTooLargeException">More came than is allowed, and the end alone is of no use.</exception>
    public async Task ReadAsync(CancellationToken cancellationToken)
    {
        byte[] buffer = new byte[16 * 1024];
        int count;
        while ((count = await stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0)
        {
            Keep(buffer.AsSpan(0, count));
        }
    }

    private void Keep(ReadOnlySpan<byte> bytes)
    {
        lock (gate)
        {
            kept.Write(bytes);
            if (kept.Length <= limit)
            {
                return;
            }

            if (!keepsEnd)
            {
                throw new OutputTooLargeException(limit);
            }

            byte[] end = kept.GetBuffer().AsSpan((int)kept.Length - (limit / 2), limit / 2).ToArray();
            kept.SetLength(0);
            kept.Write(end);
        }
    }
}
