using Spectre.Console;

namespace Participatory.Standalone.Demo;

/// <summary>Shows how far each stage has come: bars on a terminal, a line a stage elsewhere. On standard error.</summary>
internal sealed class Stages
{
    private readonly ProgressContext? bars;
    private readonly Func<string, Task>? after;

    private Stages(ProgressContext? bars, Func<string, Task>? after) => (this.bars, this.after) = (bars, after);

    /// <param name="after">Is told of each stage when it is done, before the next begins.</param>
    public static Task Show(Func<Stages, Task> play, Func<string, Task>? after = null)
    {
        if (Console.IsErrorRedirected)
        {
            return play(new Stages(bars: null, after));
        }

        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return console.Progress()
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(),
                new ElapsedTimeColumn())
            .StartAsync(context => play(new Stages(context, after)));
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

        await (after?.Invoke(stage) ?? Task.CompletedTask);
    }
}
