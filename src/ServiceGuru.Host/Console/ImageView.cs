using ServiceGuru.Images;

namespace ServiceGuru.Host.Console;

/// <summary>Shows images: what is in the registry, and how far each is on its way to running pods.</summary>
internal static class ImageView
{
    public static void Show(IScreen screen, IReadOnlyList<PublishedImage> images)
    {
        if (images.Count == 0)
        {
            return;
        }

        Listing listing = new("Image", "Tag", "Digest", "Revision");
        foreach (PublishedImage image in images)
        {
            listing.Add(image.Image, image.Tag, Digest(image.Digest), Short(image.Revision));
        }

        screen.Table(listing);
    }

    public static void Show(IScreen screen, ImageStatusReport report)
    {
        Listing listing = new("Image", "Commit", "Build", "Registry", "Imported", "Running");
        foreach (ImageStatus row in report.Rows)
        {
            listing.Add(
                row.Image,
                Short(row.Commit),
                new Piece(row.Build.ToString().ToLowerInvariant(), row.Build switch { BuildState.Success => Tone.Good, BuildState.Failure => Tone.Bad, _ => Tone.Dim }),
                Stage(row.Digest, row.Published),
                Stage(row.ImportedDigest, row.Published && row.Imported),
                Stage(row.RunningDigest, row.Published && row.Running));
        }

        // What could not be read is told once, by the failure that sums it up.
        screen.Table(listing);
    }

    // Green where this stage has the commit's own image.
    private static Piece Stage(string? digest, bool current) =>
        digest is null ? new Piece("-", Tone.Dim) : new Piece(Digest(digest), current ? Tone.Good : Tone.Warn);

    public static string Digest(string digest) => digest.Length > 19 ? digest[..19] : digest;

    private static string Short(string commit) => commit.Length > 7 ? commit[..7] : commit;
}
