using ServiceGuru.Operations;
using ServiceGuru.ReleaseNotes;

namespace ServiceGuru.Tests.ReleaseNotes;

public sealed class PostTemplateTests : IDisposable
{
    private readonly string file = Path.GetTempFileName();

    public void Dispose() => File.Delete(file);

    [Fact]
    public async Task A_template_is_read_with_line_ends_of_one_kind()
    {
        await File.WriteAllTextAsync(file, "# {title}\r\n{notes}\r\n");

        (await PostTemplate.ReadAsync(file, CancellationToken.None)).ShouldBe("# {title}\n{notes}\n");
        (await PostTemplate.ReadAsync(null, CancellationToken.None)).ShouldBeNull();
    }

    [Theory]
    [InlineData("# {title}\n")]
    [InlineData(null)]
    public async Task One_without_a_place_for_the_notes_or_that_is_not_there_is_told(string? text)
    {
        if (text is not null)
        {
            await File.WriteAllTextAsync(file, text);
        }

        string path = text is null ? file + ".none" : file;

        Failure failure = (await Should.ThrowAsync<GuruException>(() => PostTemplate.ReadAsync(path, CancellationToken.None))).Failure;

        failure.Id.ShouldBe("TemplateUnusable");
        failure.Kind.ShouldBe(FailureKind.Usage);
        failure.Target.ShouldBe(path);
    }
}
