using System.Collections.Immutable;

namespace Participatory.Counting.Elections;

/// <summary>A project on the ballot paper.</summary>
/// <param name="Id">Unique within the election: 1 to 256 characters, no control characters, valid Unicode. Never read as a number.</param>
/// <param name="Cost">What it costs, in minor units of the election's scale. Zero is allowed.</param>
/// <param name="Name">What people call it; empty when unknown. No rule looks at it.</param>
public sealed record Project(string Id, long Cost, string Name = "");

/// <summary>The order of project ids and what an id may be.</summary>
public static class ProjectIds
{
    /// <summary>The longest id, in UTF-16 code units.</summary>
    public const int MaxLength = 256;

    /// <summary>
    /// Sorts ids in Unicode code-point order, which is the order of their UTF-8 bytes, on every machine and in every language.
    /// </summary>
    public static IComparer<string> CodePointOrder { get; } = Comparer<string>.Create(Compare);

    /// <summary>Compares two ids in Unicode code-point order. "10" comes before "9".</summary>
    /// <param name="left">An id.</param>
    /// <param name="right">Another id.</param>
    /// <returns>Negative, zero or positive, as comparers do.</returns>
    public static int Compare(string? left, string? right)
    {
        if (left is null || right is null)
        {
            return left is null ? (right is null ? 0 : -1) : 1;
        }

        var at = left.AsSpan().CommonPrefixLength(right);
        if (at == left.Length || at == right.Length)
        {
            return left.Length.CompareTo(right.Length);
        }

        return InCodePointOrder(left[at]).CompareTo(InCodePointOrder(right[at]));
    }

    /// <summary>Says what is wrong with an id as the end of a sentence ("is empty"), or null when nothing is.</summary>
    /// <param name="id">The id to look at.</param>
    public static string? Complaint(string id)
    {
        if (id.Length == 0)
        {
            return "is empty";
        }

        if (id.Length > MaxLength)
        {
            return $"is longer than {MaxLength} characters";
        }

        for (var i = 0; i < id.Length; i++)
        {
            if (char.IsControl(id[i]))
            {
                return "contains a control character";
            }

            if (char.IsSurrogate(id[i]))
            {
                if (i + 1 == id.Length || !char.IsSurrogatePair(id[i], id[i + 1]))
                {
                    return "contains half of a character";
                }

                i++;
            }
        }

        return null;
    }

    /// <summary>Says what is wrong with projects together, as a whole sentence, or null when nothing is.</summary>
    internal static string? Complaint(ImmutableArray<Project> projects)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var project in projects)
        {
            if (Complaint(project.Id) is { } complaint)
            {
                return $"A project id {complaint}.";
            }

            if (project.Cost < 0)
            {
                return $"Project {project.Id} costs less than nothing.";
            }

            if (!seen.Add(project.Id))
            {
                return $"Two projects are called {project.Id}.";
            }
        }

        return null;
    }

    // UTF-16 puts surrogates (code points above U+FFFF) before U+E000–U+FFFF; shifting both blocks restores code-point order.
    private static int InCodePointOrder(char unit) => unit switch
    {
        >= '\uE000' => unit - 0x800,
        >= '\uD800' => unit + 0x2000,
        _ => unit,
    };
}
