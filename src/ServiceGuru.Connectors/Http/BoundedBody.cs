namespace ServiceGuru.Connectors.Http;

/// <summary>Reads a body whole, but never more of it than allowed.</summary>
internal static class BoundedBody
{
    /// <summary>Reads a content.</summary>
    /// <exception cref="ResponseTooLargeException">It has more bytes than <paramref name="limit"/>.</exception>
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpContent content, int limit, CancellationToken cancellationToken)
    {
        long? announced = content.Headers.ContentLength;
        if (announced > limit)
        {
            throw new ResponseTooLargeException(limit);
        }

        await using Stream source = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        using MemoryStream kept = new((int)(announced ?? 0));
        byte[] buffer = new byte[16 * 1024];
        while (await source.ReadAsync(buffer, cancellationToken).ConfigureAwait(false) is var count and > 0)
        {
            if (kept.Length + count > limit)
            {
                throw new ResponseTooLargeException(limit);
            }

            kept.Write(buffer, 0, count);
        }

        return kept.GetBuffer().AsMemory(0, (int)kept.Length);
    }
}
