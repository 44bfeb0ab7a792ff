using System.Reflection;
using System.Text.RegularExpressions;
using Participatory.Platform.Calls;
using Xunit;

namespace Participatory.Tests.Harness;

/// <summary>
/// A table of what every command makes of every state, decided without a server: a row for each state, a column for each
/// command, and in each field the state that comes of it, the reason for which it is refused, or "-" where nothing happens. Each refusal
/// is said as people would hear it: a sentence with a hole in it, or a field without a name, fails.
/// </summary>
public static partial class StateTable
{
    /// <summary>Compares the table with what is decided. A state without a row fails, and so does a row or a column too many.</summary>
    /// <typeparam name="T">The states, as the protos name them.</typeparam>
    /// <param name="table">Its first line names the commands.</param>
    /// <param name="commands">What a command decides, from the state as the database has it; null is nothing.</param>
    public static void Holds<T>(string table, params (string Command, Func<string, object?> Decide)[] commands) where T : struct, Enum =>
        Holds(StateText.All<T>(), table, commands);

    /// <summary>The same for states that only a database knows.</summary>
    public static void Holds(IReadOnlyList<string> states, string table, params (string Command, Func<string, object?> Decide)[] commands)
    {
        var lines = table.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToList();
        var decided = states.Select(state => (string[])
            [state, .. commands.Select(command => Outcome(() => command.Decide(state), command.Decide.Method))]);

        Assert.Equal(commands.Select(command => command.Command), lines[0]);
        var outcomes = decided.Select(Line).Order(StringComparer.Ordinal).ToList();
        Assert.True(
            outcomes.SequenceEqual(lines.Skip(1).Select(Line).Order(StringComparer.Ordinal)),
            $"What is decided is not as the table says. Decided is:\n{string.Join('\n', outcomes)}");
    }

    /// <summary>What comes of a decision, as a table writes it; of a request that is at fault the fields, "@amount,@reason".</summary>
    public static string Outcome(Func<object?> decide) => Outcome(decide, decide.Method);

    private static string Outcome(Func<object?> decide, MethodInfo test)
    {
        try
        {
            return decide() switch { null => "-", true => "yes", false => "-", var decided => decided.ToString()! };
        }
        catch (Refusal refusal)
        {
            // Participatory.Tests.Service.Grants.
            refusal.IsWhole(test.DeclaringType!.Assembly.GetName().Name!.Split('.')[3].ToLowerInvariant());
            return refusal.Reason.Code == Reasons.InvalidRequest.Code
                ? string.Join(',', refusal.Fields.Select(fault => $"@{fault.Field}").Distinct(StringComparer.Ordinal))
                : refusal.Reason.Code;
        }
    }

    private static void IsWhole(this Refusal refusal, string service)
    {
        var said = Statuses.Of(refusal, EnglishWords.Of(service));
        Assert.All(refusal.Fields, fault => Assert.Matches(FieldName(), fault.Field));
        Assert.All(
            said.FieldFaults().Select(fault => fault.Sentence).Prepend(said.Status.Detail),
            sentence => Assert.True(sentence.EndsWith('.'), $"\"{sentence}\" is no whole sentence about {refusal.Reason.Name}."));
    }

    private static string Line(string[] fields) => string.Join(' ', fields);

    [GeneratedRegex("^[a-z][a-z0-9_]*([.][a-z0-9_]+|[[].+[]])*$", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex FieldName();
}
