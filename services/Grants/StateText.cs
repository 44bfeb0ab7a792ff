using Participatory.Platform.Calls;

namespace Participatory.Grants;

/// <summary>States stand in the database as the protos name them, without their prefix: "PROPOSED".</summary>
internal static class StateText
{
    /// <summary>The state as the database has it.</summary>
    public static string Of<T>(T state) where T : struct, Enum => Enum.GetName(state)!.ToUpperInvariant();

    /// <summary>The state that the database has.</summary>
    public static T Read<T>(string text) where T : struct, Enum => Enum.Parse<T>(text, ignoreCase: true);

    /// <summary>The states that a list was asked for; every state where none was named.</summary>
    /// <exception cref="Refusal">One of them is not a state.</exception>
    public static string[] Wanted<T>(IReadOnlyCollection<T> asked) where T : struct, Enum
    {
        var all = Enum.GetValues<T>().Where(state => !state.Equals(default(T))).ToList();
        new Fields().Require(asked.All(all.Contains), "states", GrantsReasons.StateUnknown).Check();
        return (asked.Count == 0 ? all : asked.Distinct()).Order().Select(Of).ToArray();
    }
}
