using System.Diagnostics;
using System.IO.Compression;

namespace ServiceGuru.Tests.Layout;

/// <summary>The package and the archive of what was built, made once by the command that the documentation names.</summary>
public sealed class BuiltPackage : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("guru-package-").FullName;

    public string Package => Path.Combine(_folder, $"ServiceGuru.{BuiltModule.Version}.nupkg");

    public string Archive => Path.Combine(_folder, $"ServiceGuru.{BuiltModule.Version}.zip");

    public async Task InitializeAsync()
    {
        using Process pack = Process.Start(new ProcessStartInfo("dotnet")
        {
            ArgumentList = { "pack", Path.Combine(BuiltModule.Root, "src", "ServiceGuru"), "--no-build", "--configuration", BuiltModule.Configuration, "--output", _folder, "--nologo" },
            RedirectStandardOutput = true,
        })!;
        string said = await pack.StandardOutput.ReadToEndAsync();
        await pack.WaitForExitAsync();
        pack.ExitCode.ShouldBe(0, said);
    }

    public Task DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return Task.CompletedTask;
    }

    /// <summary>Gives what an archive holds, by name.</summary>
    internal static Dictionary<string, byte[]> Read(string archive)
    {
        using ZipArchive zip = ZipFile.OpenRead(archive);
        return zip.Entries.Where(entry => entry.Name.Length > 0).ToDictionary(entry => entry.FullName, Content);
    }

    private static byte[] Content(ZipArchiveEntry entry)
    {
        using Stream stream = entry.Open();
        using MemoryStream content = new();
        stream.CopyTo(content);
        return content.ToArray();
    }
}
