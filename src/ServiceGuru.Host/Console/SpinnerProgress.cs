using ServiceGuru.Operations;
using Spectre.Console;

namespace ServiceGuru.Host.Console;

/// <summary>Shows the newest word of a question beside a spinner on a terminal.</summary>
internal sealed class SpinnerProgress(StatusContext status) : IOperationProgress
{
    public void Report(string message, double? fraction = null) => status.Status(Markup.Escape(Printable.Line(message)));
}
