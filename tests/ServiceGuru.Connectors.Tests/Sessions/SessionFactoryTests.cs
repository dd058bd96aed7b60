using ServiceGuru.Connectors.Sessions;
using ServiceGuru.Connectors.Tests.Kubernetes;
using ServiceGuru.Connectors.Yaml;
using ServiceGuru.Documents;

namespace ServiceGuru.Connectors.Tests.Sessions;

public sealed class SessionFactoryTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Of_a_file_that_is_far_too_long_no_more_is_read_than_it_takes_to_refuse_it()
    {
        string path = _folder.Write("endless.yaml", string.Empty);
        await using (FileStream file = new(path, FileMode.Open))
        {
            // Sparse: it takes no room on the disk, and more than a string can hold when it is read.
            file.SetLength(3L * 1024 * 1024 * 1024);
        }

        SessionFactory factory = new(new SessionSettings
        {
            ShippedDirectory = _folder.Path,
            CurrentDirectory = _folder.Path,
            StateDirectory = _folder.Path,
            Environment = _ => null,
        });

        (await Should.ThrowAsync<InvalidDocumentException>(() => factory.OpenAsync(path, default))).Diagnostics[0].Message.ShouldContain($"{YamlDocumentParser.MaxLength}");
        (await Should.ThrowAsync<InvalidDocumentException>(() => factory.ReadRunbookAsync(path, default))).Diagnostics[0].Id.ShouldBe("YamlTooLarge");
    }
}
