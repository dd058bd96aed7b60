using ServiceGuru.Operations;
using ServiceGuru.Runbooks.Events;
using ServiceGuru.Runbooks.State;

namespace ServiceGuru.Ledger;

/// <content>A run is removed, or somebody works on it: never both.</content>
public abstract partial class LedgerContractTests
{
    [SkippableFact]
    public async Task Who_opens_a_run_that_is_removed_at_that_moment_is_refused_or_keeps_it()
    {
        for (int round = 0; round < 10; round++)
        {
            await WriteAsync();
            Task removing = Task.Run(() => Ledger.DeleteAsync(Id, None));
            Task<IRunWriter> opening = Task.Run(() => Ledger.OpenAsync(Id, None));
            await Task.WhenAny(Task.WhenAll(removing, opening));

            if (opening.IsCompletedSuccessfully)
            {
                await using IRunWriter writer = await opening;
                ((GuruException)removing.Exception.ShouldNotBeNull().InnerException!).Failure.Id.ShouldBe("RunHeld");
                await writer.AppendAsync(new RunEnded(RunStatus.Succeeded), None);
            }
            else
            {
                ((GuruException)opening.Exception!.InnerException!).Failure.Id.ShouldBeOneOf("RunHeld", "RunNotFound");
                await removing;
            }

            if (removing.IsFaulted)
            {
                (await Ledger.ReadAsync(Id, None)).Count.ShouldBe(4);
                await Ledger.DeleteAsync(Id, None);
            }
        }
    }
}
