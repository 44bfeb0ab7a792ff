using System.Globalization;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Types.V1;

namespace Participatory.Platform.Moderation;

/// <summary>What comes of a decision about words or a picture. Pure; the table of all of it is a test.</summary>
public static class Judging
{
    /// <summary>
    /// As somebody's first words begin in a round in which those wait, and a picture that comes in the place of one that was decided about:
    /// nobody has looked at it.
    /// </summary>
    public static HidingRow Wait(HidingRow now, DateTimeOffset at) => now with
    {
        Number = now.Number + 1,
        State = StateText.Of(HidingState.Waiting),
        Reason = "",
        HiddenBy = null,
        SecondBy = null,
        DecidedAs = "",
        DecidedAt = at,
    };

    /// <summary>An officer decides.</summary>
    /// <param name="words">What it is about, in which the officer may be named.</param>
    /// <param name="reason">Needed to hide.</param>
    /// <returns>As it becomes; null where it stays, and what people said of it is settled.</returns>
    /// <exception cref="Refusal">It is not for this officer to decide, or there is nothing to decide.</exception>
    public static HidingRow? Decide(
        HidingRow now, HidingJudgement judgement, HidingReason reason, Caller officer, string words, DateTimeOffset at)
    {
        MustBeAnother(now, officer, words);
        return (judgement, now.StateNow) switch
        {
            (HidingJudgement.Show, HidingState.Shown or HidingState.ShownAgain) => null,
            (HidingJudgement.Show, HidingState.Waiting) => Next(HidingState.Shown) with { Reason = "" },
            (HidingJudgement.Show, HidingState.SecondLook) => Next(HidingState.ShownAgain) with { SecondBy = Second() },
            (HidingJudgement.Show, _) => Next(HidingState.ShownAgain),
            (HidingJudgement.Hide, HidingState.Shown or HidingState.Waiting) => Hidden(),
            // Whoever was not followed at the second look does not hide it a second time.
            (HidingJudgement.Hide, HidingState.ShownAgain) when now.SecondBy is null || Second().Length > 0 => Hidden(),
            (HidingJudgement.Keep, HidingState.SecondLook) => Next(HidingState.KeptHidden) with { SecondBy = Second() },
            (HidingJudgement.Keep, _) => throw new Refusal(ModerationReasons.NoSecondLook),
            _ => throw new Refusal(ModerationReasons.AlreadyHidden),
        };

        HidingRow Next(HidingState state) => now with
        {
            Number = now.Number + 1,
            State = StateText.Of(state),
            DecidedAs = officer.Signature(),
            DecidedAt = at,
        };

        HidingRow Hidden() => Next(HidingState.Hidden) with
        {
            Reason = StateText.Of(reason),
            HiddenBy = officer.Subject,
            SecondBy = null,
        };

        string Second() => officer.Subject != now.HiddenBy ? officer.Subject
            : throw new Refusal(ModerationReasons.SecondOfficerNeeded);
    }

    /// <summary>Whoever wrote it asks that another officer looks; who hid it, and when, stays.</summary>
    /// <returns>As it becomes; null where they have asked already.</returns>
    /// <exception cref="Refusal">It is not hidden, or a second officer has looked.</exception>
    public static HidingRow? Ask(HidingRow now, DateTimeOffset at) => now.StateNow switch
    {
        HidingState.Hidden => now with { Number = now.Number + 1, State = StateText.Of(HidingState.SecondLook), AskedAt = at },
        HidingState.SecondLook => null,
        HidingState.KeptHidden => throw new Refusal(ModerationReasons.SecondLookOver),
        _ => throw new Refusal(ModerationReasons.NotHidden),
    };

    /// <summary>Somebody else has to decide: the officer wrote it, is named in it, or hid what is looked at again.</summary>
    public static bool IsForAnother(HidingRow now, Caller officer, string words) =>
        now.AuthorSubject == officer.Subject || Names(words, officer)
            || (now.StateNow == HidingState.SecondLook && now.HiddenBy == officer.Subject);

    private static void MustBeAnother(HidingRow now, Caller officer, string words)
    {
        if (now.AuthorSubject == officer.Subject)
        {
            throw new Refusal(ModerationReasons.OwnWords);
        }

        if (Names(words, officer))
        {
            throw new Refusal(ModerationReasons.NamesYou);
        }
    }

    /// <summary>
    /// The name of "Grace Bell, neighbourhood officer" stands in the words, and not as a piece of a longer one. Letters without case are of
    /// scripts of which many put no spaces between words; beside them any piece counts.
    /// </summary>
    private static bool Names(string words, Caller officer)
    {
        if (officer.ShownAs.Split(',')[0].Trim() is not { Length: > 0 } name)
        {
            return false;
        }

        for (var at = Next(0); at >= 0; at = Next(at + 1))
        {
            if (!IsPieceOfWord(words, at - 1) && !IsPieceOfWord(words, at + name.Length))
            {
                return true;
            }
        }

        return false;

        int Next(int from) => words.IndexOf(name, from, StringComparison.OrdinalIgnoreCase);
    }

    private static bool IsPieceOfWord(string words, int at) => at >= 0 && at < words.Length && char.GetUnicodeCategory(words, at) is
        UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter
        or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark
        or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber;
}
