using Participatory.Platform.Calls;

namespace Participatory.Voting.Roll;

/// <summary>
/// The code in a voter's letter: 80 bits as sixteen letters and digits and a check symbol. Whoever has it can vote, so it
/// is never kept, and its text goes into the letter only.
/// </summary>
internal readonly struct VoterCode
{
    private const int Digits = 16;

    private VoterCode(string digits) => Text = digits;

    /// <summary>The sixteen letters and digits without the check symbol.</summary>
    public string Text { get; }

    /// <summary>The code of the first 80 bits.</summary>
    public static VoterCode FromBits(ReadOnlySpan<byte> bits) => new(Crockford.Encode(bits, Digits));

    /// <summary>
    /// Reads what a person typed from a letter: any case, with or without hyphens and spaces, O for 0, I and L for 1.
    /// </summary>
    /// <returns>Null, and why in <paramref name="complaint"/>, where no letter can say this.</returns>
    public static VoterCode? Read(string typed, out Reason complaint)
    {
        complaint = VotingReasons.CodeMissing;
        if (string.IsNullOrWhiteSpace(typed))
        {
            return null;
        }

        var text = Crockford.Read(typed, Digits + 1);
        if (text is not { Length: Digits + 1 })
        {
            complaint = VotingReasons.CodeIncomplete;
            return null;
        }

        if (Crockford.Check(text.AsSpan(0, Digits)) != text[Digits])
        {
            complaint = VotingReasons.CodeSlip;
            return null;
        }

        return new VoterCode(text[..Digits]);
    }

    /// <summary>As it stands in the letter: in groups of four, the check symbol last.</summary>
    public string ForLetter() => $"{Text[..4]}-{Text[4..8]}-{Text[8..12]}-{Text[12..]}-{Crockford.Check(Text)}";

    /// <summary>Nothing: a code must not end up in a log by accident.</summary>
    public override string ToString() => "(voter code)";
}
