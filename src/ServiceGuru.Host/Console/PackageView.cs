using ServiceGuru.Packages;

namespace ServiceGuru.Host.Console;

/// <summary>Shows packages that were built.</summary>
internal static class PackageView
{
    public static void Show(IScreen screen, IReadOnlyList<BuiltPackage> packages)
    {
        if (packages.Count == 0)
        {
            return;
        }

        Listing listing = new("Repository", "Package", "Commit", "Version", "Build");
        foreach (BuiltPackage package in packages)
        {
            listing.Add(package.Repository, package.Package, package.Commit[..7], package.Version, package.WebUrl.ToString());
        }

        screen.Table(listing);
    }
}
