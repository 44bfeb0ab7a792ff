using System.Reflection;
using System.Text.RegularExpressions;
using Participatory.Contracts;

namespace Participatory.Tests.Unit.Architecture;

/// <summary>
/// Events and tables carry reasons and values; the sentence is made where the reader's language is known. So every text in
/// them is one of these, and a new one fails here until somebody has said which.
/// </summary>
public sealed partial class ContractTests
{
    /// <summary>Ids, codes and hashes.</summary>
    private static readonly string[] Ids =
    [
        "AreaCode", "AwardId", "ClawbackId", "Currency", "FrozenHash", "FundId", "GroupId", "MemberSubjects", "NotForSubject",
        "OnlyForSubject", "PartId", "PaymentId", "PersonSubject", "PollId", "PriorityId", "ProjectId",
        "ProposalId", "ProposerSubject", "ProposerSubjects", "AnswerId", "AskerSubject", "AuthorSubject", "EnquiryId",
        "RecipientSubject", "ReleaseId", "ReportId", "ResultHash", "RoundId", "Seed", "SessionIds", "SignerSubjects",
        "SpeakerSubject", "VoiceId", "WriterSubjects",
    ];

    /// <summary>One of a few words of ours, which the doc comment lists.</summary>
    private static readonly string[] NamedTexts =
    [
        "AgreementVersion", "BallotPaperPublished.Rule", "BallotPaperPublished.Ties", "BallotPaperPublished.Utility",
        "BallotPaperPublished.VoteType", "Kind", "PartHidden.Reason", "PartHidden.State",
        "HolidaysChanged.Nation", "LossDeclared.Reason", "ProposalHidden.Part", "ProposalHidden.Reason", "ProposalHidden.State",
        "EnquiryHidden.Reason", "EnquiryHidden.State",
        "ProposalMade.CountsFor", "RoundOpened.Unspent", "VoiceHidden.Reason", "VoiceHidden.State",
    ];

    /// <summary>What people and places are called, and who signs: a name and a role.</summary>
    private static readonly string[] Names =
    [
        "AgreedBy", "AnsweredBy", "AreaName", "AskedBy", "DecidedBy", "EndedBy", "ExcusedBy", "GroupChanged.Name",
        "ImportedFrom", "MovedBy",
        "PrioritiesDecided.Role", "ReviewedBy",
        "RoundArea.Name", "TalkTo", "Title", "TypedBy", "WithdrawnBy", "WrittenBy",
    ];

    /// <summary>What a person wrote, as they wrote it.</summary>
    private static readonly string[] OwnWords =
    [
        "AwardWithdrawn.Reason", "BudgetClawedBack.Reason", "DatesMoved.Reason", "DecidedPriority.Statement", "LetterWordsChanged.Heading",
        "LetterWordsChanged.Words", "LossDeclared.Fence", "OutcomeReached.OwnWords",
        "PollExtended.Reason",
        "ProposalReviewed.Note", "ProposalReviewed.Reason", "RegistrationDecided.Reason", "RoundEnded.Reason", "WinnerChanged.Fence",
    ];

    /// <summary>Columns of long text by their names: all of it is what a person wrote or called something.</summary>
    private static readonly string[] ColumnsOfOwnWords =
    [
        "accessibility_words", "address", "alt_text", "cancel_reason", "decline_reason", "description", "ended_reason", "few_reason",
        "host_words", "imported_from", "infeasible_reason", "mail_words", "name", "note", "part_words", "privacy_words", "reason",
        "settle_note", "shopping", "sought", "statement", "title", "was", "who_benefits", "why", "withdraw_reason", "words",
    ];

    /// <summary>
    /// Columns of long text that hold values: areas of somebody's role, what a notice is about, marks of ring-fences, choices on a ballot,
    /// a reason and its numbers, what waits, priorities, the corners of an outline, topics.
    /// </summary>
    private static readonly string[] ColumnsOfValues =
        ["areas", "choices", "counts_for", "details", "lines", "loss", "priorities", "rings", "topics"];

    /// <summary>Documents: the agreement as it was shown and accepted, and e-mail of a demonstration as it was sent.</summary>
    private static readonly string[] Documents = ["agreement", "body", "printer"];

    [Fact]
    public void No_event_carries_a_sentence()
    {
        var texts = typeof(Listeners).Assembly.GetExportedTypes()
            .SelectMany(type => type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(IsText)
                .Select(property => (type.Name, Property: property.Name)))
            .ToList();
        string[] classified = [.. Ids, .. NamedTexts, .. Names, .. OwnWords];

        Assert.True(texts.Count > 100, "The events were not found.");
        Assert.DoesNotContain(
            texts, text => !classified.Contains(text.Property) && !classified.Contains($"{text.Name}.{text.Property}"));
        Assert.DoesNotContain(
            classified, one => !texts.Any(text => one == text.Property || one == $"{text.Name}.{text.Property}"));
    }

    [Fact]
    public void No_table_of_a_service_keeps_a_sentence()
    {
        var columns = OurCode.Sources("*.sql", "services")
            .Where(path => !path.Contains("Platform", StringComparison.Ordinal))
            .SelectMany(File.ReadLines)
            .Select(line => LongText().Match(line))
            .Where(match => match.Success)
            .Select(match => match.Groups["column"].Value)
            .ToHashSet(StringComparer.Ordinal);
        string[] classified = [.. ColumnsOfOwnWords, .. ColumnsOfValues, .. Documents];

        Assert.Equal(classified.Order(StringComparer.Ordinal), columns.Order(StringComparer.Ordinal));
    }

    private static bool IsText(PropertyInfo property) => property.PropertyType == typeof(string)
        || typeof(IEnumerable<string>).IsAssignableFrom(property.PropertyType);

    [GeneratedRegex(@"^\s+(?<column>\w+) \{text\}", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex LongText();
}
