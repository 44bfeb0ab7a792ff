using System.Collections.Frozen;
using System.Reflection;
using Google.Protobuf.Reflection;

namespace Participatory.Platform.Calls;

/// <summary>
/// A state, or any other choice from a list, stands in the database as the protos name it, without the prefix:
/// <c>RELEASE_STATE_PROPOSED</c> is "PROPOSED". Statements spell it, and rows hold the text.
/// </summary>
public static class StateText
{
    /// <summary>The state as the database has it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not a state, or the one that says nothing.</exception>
    public static string Of<T>(T state) where T : struct, Enum => Names<T>.Texts.GetValueOrDefault(state)
        ?? throw new ArgumentOutOfRangeException(nameof(state), state, $"The database has no such {typeof(T).Name}.");

    /// <summary>The state that the database has.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is none of that name.</exception>
    public static T Read<T>(string text) where T : struct, Enum => Names<T>.States.TryGetValue(text, out var state)
        ? state
        : throw new ArgumentOutOfRangeException(nameof(text), text, $"There is no such {typeof(T).Name}.");

    /// <summary>Every state as the database has it, in the order of the protos.</summary>
    public static IReadOnlyList<string> All<T>() where T : struct, Enum => Names<T>.InOrder;

    /// <summary>The states that a list was asked for, in the order of the protos; every state where none was named.</summary>
    /// <exception cref="Refusal">One of them is not a state.</exception>
    public static string[] Wanted<T>(IReadOnlyCollection<T> asked) where T : struct, Enum
    {
        new Fields().Require(asked.All(Names<T>.Texts.ContainsKey), "states", Reasons.StateUnknown).Check();
        return asked.Count == 0 ? [.. Names<T>.InOrder] : [.. asked.Distinct().Order().Select(Of)];
    }

    private static class Names<T> where T : struct, Enum
    {
        public static readonly FrozenDictionary<T, string> Texts = Read();

        public static readonly FrozenDictionary<string, T> States = Texts.ToFrozenDictionary(pair => pair.Value, pair =>
            pair.Key, StringComparer.Ordinal);

        public static readonly IReadOnlyList<string> InOrder = [.. Texts.OrderBy(pair => pair.Key).Select(pair => pair.Value)];

        // The first name of an enum in a proto is its prefix and UNSPECIFIED.
        private static FrozenDictionary<T, string> Read()
        {
            var names = Enum.GetValues<T>().ToDictionary(state => state, state =>
                typeof(T).GetField(Enum.GetName(state)!)!.GetCustomAttribute<OriginalNameAttribute>()!.Name);
            var prefix = names[default].Length - "UNSPECIFIED".Length;
            return names.Where(pair => !pair.Key.Equals(default(T))).ToFrozenDictionary(pair => pair.Key, pair => pair.Value[prefix..]);
        }
    }
}
