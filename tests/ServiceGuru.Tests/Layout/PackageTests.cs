using System.Text;
using System.Xml.Linq;

namespace ServiceGuru.Tests.Layout;

/// <summary>What a gallery gets.</summary>
public sealed class PackageTests(BuiltPackage built) : IClassFixture<BuiltPackage>
{
    // The gallery refuses what is longer.
    private const int MostTags = 4000;

    private readonly Dictionary<string, byte[]> _package = BuiltPackage.Read(built.Package);

    private static string[] ModuleFiles =>
    [
        .. Directory.EnumerateFiles(BuiltModule.Directory, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(BuiltModule.Directory, file).Replace('\\', '/'))
            .Where(file => file is not ("guru/guru" or "guru/guru.exe"))
            .Order(StringComparer.Ordinal),
    ];

    private static string NewestNotes
    {
        get
        {
            string[] lines = File.ReadAllLines(Path.Combine(BuiltModule.Root, "CHANGELOG.md"));
            lines.First(line => line.StartsWith("## ", StringComparison.Ordinal)).ShouldStartWith($"## [{BuiltModule.Version}]");
            return string.Join('\n', lines
                .SkipWhile(line => !line.StartsWith("## ", StringComparison.Ordinal))
                .Skip(1)
                .TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal) && !line.StartsWith('['))).Trim();
        }
    }

    [Fact]
    public void It_says_all_that_a_gallery_asks_for()
    {
        string Told(string name) => Metadata().Single(element => element.Name.LocalName == name).Value;

        Told("id").ShouldBe("ServiceGuru");
        Told("version").ShouldBe(BuiltModule.Version);
        Told("license").ShouldBe("MIT");
        Told("releaseNotes").ReplaceLineEndings("\n").ShouldBe(NewestNotes);
        string manifest = File.ReadAllText(BuiltModule.Manifest);
        manifest.ShouldContain($"Author               = '{Told("authors")}'");
        manifest.ShouldContain($"Copyright            = '{Told("copyright")}'");
        manifest.ShouldContain($"Description          = \"{Told("description")}\"");
        manifest.ShouldContain($"LicenseUri   = '{Told("licenseUrl")}'");
        manifest.ShouldContain($"ProjectUri   = '{Told("projectUrl")}'");
        manifest.ReplaceLineEndings("\n").ShouldContain($"ReleaseNotes = '{NewestNotes.Replace("'", "''", StringComparison.Ordinal)}'");
    }

    [Fact]
    public void Every_cmdlet_can_be_found_by_its_tag()
    {
        string told = Metadata().Single(element => element.Name.LocalName == "tags").Value;

        told.Length.ShouldBeLessThan(MostTags);
        string[] tags = told.Split(' ');
        tags.Where(tag => !tag.StartsWith("PSC", StringComparison.Ordinal)).ShouldBe(
        [
            "PSModule", "Deployment", "DevOps", "GitOps", "Kubernetes", "Linux", "MacOS", "OpenShift", "PSEdition_Core", "Release", "Rollback", "Runbook",
            "Windows", "PSIncludes_Cmdlet",
        ]);
        tags.Where(tag => tag.StartsWith("PSC", StringComparison.Ordinal)).ShouldBe(
            CmdletMetadata.All.SelectMany(cmdlet => new[] { $"PSCmdlet_{cmdlet.Name}", $"PSCommand_{cmdlet.Name}" }),
            ignoreOrder: true);
    }

    [Fact]
    public void Nothing_is_depended_on_and_nothing_is_for_compilers()
    {
        Metadata().Descendants().ShouldNotContain(element => element.Name.LocalName == "dependency");
        _package.Keys.ShouldNotContain(file => file.StartsWith("lib/", StringComparison.Ordinal) || file.StartsWith("content", StringComparison.Ordinal));
    }

    [Fact]
    public void It_holds_the_module_and_so_does_the_archive()
    {
        string[] ofPackages = ["_rels/", "package/", "[Content_Types].xml", "ServiceGuru.nuspec"];

        _package.Keys.Where(file => !ofPackages.Any(part => file.StartsWith(part, StringComparison.Ordinal)))
            .Order(StringComparer.Ordinal).ShouldBe(ModuleFiles);
        BuiltPackage.Read(built.Archive).Keys.Order(StringComparer.Ordinal)
            .ShouldBe(ModuleFiles.Select(file => $"ServiceGuru/{BuiltModule.Version}/{file}"));
    }

    [Fact]
    public void No_file_names_a_folder_of_the_machine_that_built_it()
    {
        string root = BuiltModule.Root.TrimEnd('/', '\\');
        byte[][] traces = [Encoding.UTF8.GetBytes(root), Encoding.Unicode.GetBytes(root)];

        _package.Where(file => traces.Any(trace => file.Value.AsSpan().IndexOf(trace) >= 0)).Select(file => file.Key).ShouldBeEmpty();

        // The search would find it: it is in what is not shipped.
        File.ReadAllBytes(typeof(PackageTests).Assembly.Location).AsSpan().IndexOf(traces[0]).ShouldBeGreaterThan(0);
    }

    private IEnumerable<XElement> Metadata()
    {
        using MemoryStream nuspec = new(_package["ServiceGuru.nuspec"]);
        return XDocument.Load(nuspec).Root!.Elements().Single().Elements();
    }
}
