namespace ServiceGuru.Sandbox.Quay;

/// <summary>An image reference in its parts.</summary>
/// <param name="Image">The image without tag, e.g. <c>quay.io/packit/packit-worker</c>.</param>
/// <param name="Tag">The tag, where no digest is given.</param>
/// <param name="Digest">The digest, if one is given.</param>
internal sealed record ImageReference(string Image, string? Tag, string? Digest)
{
    /// <summary>Reads a reference; a missing tag is <c>latest</c>.</summary>
    public static ImageReference Parse(string text)
    {
        int at = text.IndexOf('@', StringComparison.Ordinal);
        string name = at < 0 ? text : text[..at];
        int colon = name.LastIndexOf(':');
        bool tagged = colon > name.LastIndexOf('/');
        string image = tagged ? name[..colon] : name;
        return at < 0
            ? new ImageReference(image, tagged ? name[(colon + 1)..] : "latest", Digest: null)
            : new ImageReference(image, Tag: null, text[(at + 1)..]);
    }
}
