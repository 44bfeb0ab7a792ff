using Spectre.Console;

namespace Participatory.Standalone.Demo;

/// <summary>Shows how far each stage has come: bars on a terminal, a line a stage elsewhere. On standard error.</summary>
internal sealed class Stages
{
    private readonly ProgressContext? bars;

    private Stages(ProgressContext? bars) => this.bars = bars;

    public static Task Show(Func<Stages, Task> play)
    {
        if (Console.IsErrorRedirected)
        {
            return play(new Stages(bars: null));
        }

        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return console.Progress()
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(),
                new ElapsedTimeColumn())
            .StartAsync(context => play(new Stages(context)));
    }

    /// <summary>Plays a stage of <paramref name="steps"/> steps; it calls the function it is given after each.</summary>
    public async Task Play(string stage, int steps, Func<Action, Task> play)
    {
        var bar = bars?.AddTask(stage, maxValue: Math.Max(steps, 1));
        await play(() => bar?.Increment(1));
        if (bar is null)
        {
            await Console.Error.WriteLineAsync($"{stage}: done");
        }
        else
        {
            bar.Value = bar.MaxValue;
        }
    }
}
