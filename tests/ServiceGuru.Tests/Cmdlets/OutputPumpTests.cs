using ServiceGuru.Cmdlets;

namespace ServiceGuru.Tests.Cmdlets;

public sealed class OutputPumpTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public void What_the_work_posts_is_done_on_the_calling_thread_in_order()
    {
        int caller = Environment.CurrentManagedThreadId;
        List<(int Value, int Thread)> seen = [];
        using OutputPump pump = new(CancellationToken.None);

        pump.Run(async _ =>
        {
            for (int value = 0; value < 3; value++)
            {
                int posted = value;
                pump.Post(() => seen.Add((posted, Environment.CurrentManagedThreadId)));
                await Task.Yield();
            }
        });

        seen.ShouldBe([(0, caller), (1, caller), (2, caller)]);
    }

    [Fact]
    public void An_answer_comes_from_the_calling_thread_back_to_the_work()
    {
        int caller = Environment.CurrentManagedThreadId;
        int asked = 0;
        using OutputPump pump = new(CancellationToken.None);

        pump.Run(async _ => asked = await pump.AskAsync(() => Environment.CurrentManagedThreadId));

        asked.ShouldBe(caller);
    }

    [Fact]
    public void An_error_of_the_work_comes_out_as_it_was_after_its_output()
    {
        List<string> seen = [];
        using OutputPump pump = new(CancellationToken.None);

        InvalidDataException error = Should.Throw<InvalidDataException>(() => pump.Run(_ =>
        {
            pump.Post(() => seen.Add("before"));
            throw new InvalidDataException("broken");
        }));

        error.Message.ShouldBe("broken");
        seen.ShouldBe(["before"]);
    }

    [Fact]
    public void An_error_while_writing_cancels_the_work_and_waits_until_it_has_ended()
    {
        bool ended = false;
        List<string> seen = [];
        using OutputPump pump = new(CancellationToken.None);

        Should.Throw<InvalidDataException>(() => pump.Run(async cancellationToken =>
        {
            pump.Post(() => throw new InvalidDataException("Select-Object has enough"));
            pump.Post(() => seen.Add("too late"));
            try
            {
                await Task.Delay(Patience, TimeProvider.System, cancellationToken);
            }
            finally
            {
                ended = true;
            }
        })).Message.ShouldBe("Select-Object has enough");

        ended.ShouldBeTrue();
        seen.ShouldBeEmpty();
    }

    [Fact]
    public void A_stop_reaches_the_work_and_an_open_question()
    {
        using CancellationTokenSource stop = new();
        using OutputPump pump = new(stop.Token);

        Should.Throw<OperationCanceledException>(() => pump.Run(async _ =>
        {
            // The pipeline's thread is busy here, as it is when somebody presses Ctrl+C in front of a prompt.
            pump.Post(() => stop.Cancel());
            await pump.AskAsync(() => stop.Token.WaitHandle.WaitOne(Patience));
            throw new InvalidDataException("The question should have ended with the stop.");
        }));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Who_asks_hears_of_a_stop_when_all_that_is_linked_to_the_work_has(bool engineStops)
    {
        using CancellationTokenSource stop = new();
        using ManualResetEventSlim waits = new();
        using OutputPump pump = new(stop.Token);
        bool? told = null;

        // Either the engine stops the cmdlet, or what was asked last has ended the pipeline.
        Should.Throw<Exception>(() => pump.Run(async cancellationToken =>
        {
            using CancellationTokenSource run = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            using CancellationTokenSource step = CancellationTokenSource.CreateLinkedTokenSource(run.Token);
            pump.Post(() =>
            {
                waits.Wait(Patience);
                if (!engineStops)
                {
                    throw new InvalidDataException("Select-Object has enough");
                }

                stop.Cancel();
            });
            Task question = AskAsync(step.Token);
            waits.Set();
            await question;
        }));

        told.ShouldBe(true);

        async Task AskAsync(CancellationToken step)
        {
            try
            {
                await pump.AskAsync(() => true);
            }
            catch (OperationCanceledException)
            {
                told = step.IsCancellationRequested;
                throw;
            }
        }
    }

    [Fact]
    public void An_error_in_a_question_goes_to_who_asked()
    {
        string? told = null;
        using OutputPump pump = new(CancellationToken.None);

        pump.Run(async _ =>
        {
            try
            {
                await pump.AskAsync<bool>(() => throw new InvalidDataException("nobody is here"));
            }
            catch (InvalidDataException error)
            {
                told = error.Message;
            }
        });

        told.ShouldBe("nobody is here");
    }

    [Fact]
    public void What_is_posted_after_the_end_is_dropped()
    {
        bool done = false;
        using OutputPump pump = new(CancellationToken.None);
        pump.Run(_ => Task.CompletedTask);

        pump.Post(() => done = true);

        done.ShouldBeFalse();
    }
}
