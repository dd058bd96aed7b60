using ServiceGuru.Host.Console;
using ServiceGuru.Operations;
using ServiceGuru.Sessions;
using Spectre.Console;

namespace ServiceGuru.Host.CommandLine;

/// <summary>Asks a query or waits for something, shows how far it is meanwhile and the answer then.</summary>
internal static class AskFace
{
    public static async Task<int> RunAsync<TOutput>(VerbCall call, string operation, object request, Action<IScreen, TOutput> view, CancellationToken cancellationToken)
        where TOutput : class
    {
        ServiceSession session = await call.OpenAsync(call.Service, cancellationToken).ConfigureAwait(false);
        (TOutput output, Failure? failure) = await WatchAsync(
            call, progress => session.AskAsync<TOutput>(operation, request, call.Parts.CurrentDirectory, progress, cancellationToken)).ConfigureAwait(false);
        return call.Show(output, screen => view(screen, output), failure);
    }

    /// <summary>Does something with its progress shown: beside a spinner on a terminal, else as lines on stderr.</summary>
    public static Task<T> WatchAsync<T>(VerbCall call, Func<IOperationProgress, Task<T>> work) => call.Mode == OutputMode.Terminal
        ? call.Parts.Console.Status().StartAsync("asking…", status => work(new SpinnerProgress(status)))
        : work(new ProgressLines(new PlainScreen(call.Parts.Error)));
}
