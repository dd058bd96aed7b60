namespace ServiceGuru.Host.Tests.Serving;

/// <summary>Keeps what is written, and tells when a word was.</summary>
internal sealed class ListeningWriter(string word) : StringWriter
{
    private readonly TaskCompletionSource _heard = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Heard => _heard.Task;

    public override void WriteLine(string? value)
    {
        base.WriteLine(value);
        if (value?.Contains(word, StringComparison.Ordinal) == true)
        {
            _heard.TrySetResult();
        }
    }
}
