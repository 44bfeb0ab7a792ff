using System.Text.RegularExpressions;
using Participatory.Platform.Storage;

namespace Participatory.Tests.Unit.Architecture;

/// <summary>
/// A statement that takes the latest or the first of several rows is right only where the thing has happened twice, and in both orders:
/// with one row, or with rows that come in order, any of them is the right one. Each such statement is found here by itself, and names the
/// test that has it happen twice, in both orders where others say when; where we number the rows ourselves there is one order only.
/// </summary>
public sealed partial class LatestFirstTests
{
    /// <summary>
    /// It goes by a number, a day or a place that we give ourselves while nobody else can, and not by an instant that somebody says: there
    /// is one order only.
    /// </summary>
    private const string Numbered = "numbered by us";

    private static readonly Dictionary<string, string> Shown = new(StringComparer.Ordinal)
    {
        ["Accountability.Commitments.ShowChangedMind.Insert"] =
            "CommitmentTests.Of_two_findings_the_later_one_counts_whichever_is_heard_first",
        ["Accountability.Outcomes.AnnounceOutcomes.SelectWaiting"] =
            "TwiceTests.Of_two_findings_the_later_one_says_why_and_whom_to_talk_to",
        ["Accountability.Outcomes.AnnounceOutcomes.SelectOne"] =
            "TwiceTests.Of_two_findings_the_later_one_says_why_and_whom_to_talk_to",
        ["Accountability.Outcomes.ListOutcomes.Select"] =
            "TwiceTests.Of_two_findings_the_later_one_says_why_and_whom_to_talk_to",
        ["Accountability.Photos.AddPhoto.InsertPart"] = Numbered,
        ["Grants.Awards.Rest.SelectNext"] = Numbered,
        ["People.Following.FollowingRow.InsertSpread"] =
            "FollowedIdeasTests.Whoever_follows_both_ideas_is_told_of_the_common_one_as_they_chose_for_the_quicker",
        ["Grants.Closes.CloseLedger.SelectLast"] = Numbered,
        ["Grants.Closes.CloseLedger.SelectFirstTransfer"] = Numbered,
        ["Grants.Closes.CloseLedger.SelectHead"] = Numbered,
        ["Grants.Closes.ExportLedger.SelectNewest"] = Numbered,
        ["Grants.Closes.ReadCloses.SelectLast"] = Numbered,
        ["Grants.Closes.ReadOpenDay.SelectClosedTo"] = Numbered,
        ["Grants.Closes.ReadOpenDay.SelectHead"] = Numbered,
        ["Grants.Funds.ChooseEvidence.Insert"] = Numbered,
        ["Grants.OpenData.OpenGrantRow.SelectChanged"] =
            "HiddenTitleTests.An_award_and_the_open_data_say_why_the_title_is_not_shown_and_that_they_changed",
        ["Grants.OpenData.OpenGrantRow.SelectChangedOfRound"] =
            "HiddenTitleTests.An_award_and_the_open_data_say_why_the_title_is_not_shown_and_that_they_changed",
        ["Grants.Payees.GiveBankDetails.SelectLatest"] =
            "PayeeTests.Changed_details_freeze_payment_until_somebody_else_confirms_them_by_another_channel",
        ["Grants.Payments.InstructPayment.SelectNext"] = Numbered,
        ["Grants.Payments.Payers.PayerRow.SelectLast"] =
            "PayerTests.Asking_again_takes_the_place_of_what_nobody_agreed_to_and_it_waits_for_the_other",
        ["Grants.Payments.Payers.PayerRow.SelectAt"] =
            "PayerTests.Runs_are_paid_from_the_account_that_two_agreed_on_and_earlier_ones_from_the_one_of_then",
        ["Grants.Payments.Runs.MakeRun.LockSerial"] = Numbered,
        ["Grants.Payments.Runs.KeepHolidays.SelectLast"] = Numbered,
        ["Grants.Samples.SampleRow.SelectUndrawn"] =
            "SampleDrawTests.Whoever_chooses_once_people_vote_changes_no_draw_of_their_round",
        ["Grants.Samples.SampleRow.SelectOfRound"] =
            "SampleDrawTests.Whoever_chooses_once_people_vote_changes_no_draw_of_their_round",
        ["Grants.Work.CountWork.Select"] = Numbered,
        ["People.Holidays.HolidaysRow.SelectLast"] = Numbered,
        ["People.Letters.LettersRow.SelectLast"] = Numbered,
        ["People.Logos.LogoRow.SelectLast"] = Numbered,
        ["People.Notices.SendDigests.SelectLast"] =
            "DigestTests.The_same_list_is_not_said_again_for_a_week_and_another_one_is_said_the_next_day",
        ["People.Notices.StandingMail.SelectWaiting"] =
            "StandingMailTests.That_mail_stands_still_is_said_by_its_name_and_leaves_the_service_ready",
        ["People.Notices.StandingMail.SelectLastSent"] =
            "StandingMailTests.That_mail_stands_still_is_said_by_its_name_and_leaves_the_service_ready",
        ["People.Profile.ProfileRow.SelectLast"] = Numbered,
        ["Platform.Messaging.Outbox.SelectOldest"] =
            "OutboxTests.The_oldest_that_waits_is_known",
        ["Platform.Running.Removals.Select"] =
            "RemovalsTests.What_goes_by_itself_is_counted_for_officers_in_the_transaction_that_removes_it",
        ["Proposals.Enquiries.GoneEnquiries.UpdateAnswers"] = Numbered,
        ["Proposals.Finding.GetSimilarProposals.SelectLast"] = Numbered,
        ["Proposals.Ideas.CreateProposal.SelectLast"] = Numbered,
        ["Proposals.Outlines.GetMap.SelectBounds"] = Numbered,
        ["Proposals.Outlines.GetMap.SelectFields"] = Numbered,
        ["Voting.Extensions.ExtensionRow.SelectLast"] =
            "ExtensionTests.Asking_again_takes_the_place_of_what_nobody_agreed_to",
        ["Voting.Letters.KeepLetterWords.SelectNow"] = Numbered,
        ["Voting.Letters.AskForLetters.SelectNext"] = Numbered,
        ["Voting.Letters.AskForLetters.SelectLastBatch"] = Numbered,
        ["Voting.Registrations.Admission.SelectLast"] = Numbered,
        ["Voting.Registrations.Register.Count"] = Numbered,
        ["Voting.Roll.ImportRoll.SelectLast"] = Numbered,
        ["Voting.Work.CountWork.Select"] = Numbered,
    };

    [Fact]
    public void Whatever_takes_the_latest_or_the_first_has_a_test_in_which_there_are_two_in_both_orders()
    {
        var found = Found().ToDictionary(one => one.Field, one => one.Text, StringComparer.Ordinal);
        Assert.True(found.Count > 25, "The statements were not found.");
        List<string> faults =
        [
            .. found.Keys.Except(Shown.Keys, StringComparer.Ordinal).Select(field => $"{field}: name a test with two, in both orders"),
            .. Shown.Keys.Except(found.Keys, StringComparer.Ordinal).Select(field => $"{field} is gone, or takes no latest any more"),
        ];
        Assert.True(faults.Count == 0, string.Join('\n', faults.Order(StringComparer.Ordinal)));
    }

    [Fact]
    public void Every_test_that_is_named_is_there_and_what_has_an_instant_is_not_numbered()
    {
        Assert.Empty(from one in Shown
                     where one.Value != Numbered && (!NamedTests.AreIn($"`{one.Value}`") || NamedTests.Gone($"`{one.Value}`").Any())
                     select $"{one.Key}: there is no test {one.Value}.");
        Assert.Empty(from one in Found()
                     where Shown.GetValueOrDefault(one.Field) == Numbered && ByInstant().IsMatch(one.Text)
                     select $"{one.Field} goes by an instant, and those come in any order.");
    }

    [Fact]
    public void A_statement_of_each_kind_would_be_seen()
    {
        string[] seen =
        [
            "SELECT MAX(number) FROM proposal", "SELECT a FROM b ORDER BY told_on DESC LIMIT @one", "SELECT a FROM b ORDER BY c LIMIT 1",
            "SELECT a, (SELECT MIN(reviewed_at) FROM review) FROM b",
        ];
        Assert.All(seen, text => Assert.Matches(TakesOne(), text));
        Assert.DoesNotMatch(TakesOne(), "SELECT a FROM b ORDER BY c DESC LIMIT @Count");
    }

    private static IEnumerable<(string Field, string Text)> Found() =>
        (from assembly in OurCode.WithDatabase
         from statement in SqlTests.Statements(assembly.GetName().Name!)
         let text = Regex.Replace(statement.Sql.For(Dialect.Sqlite), @"\s+", " ", RegexOptions.None, TimeSpan.FromSeconds(1))
         where TakesOne().IsMatch(text)
         select (Field: statement.Field["Participatory.".Length..], text)).DistinctBy(one => one.Field);

    [GeneratedRegex(@"\b(MAX|MIN)\(|\bLIMIT (@one|1)\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex TakesOne();

    [GeneratedRegex(@"\b(MAX|MIN)\((\w+\.)?\w+_(at|on)\)|ORDER BY [^()]*_(at|on)\b[^()]* LIMIT (@one|1)\b",
        RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ByInstant();
}
