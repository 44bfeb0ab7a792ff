using Google.Protobuf;
using Participatory.Grants.V1;
using Participatory.Tests.Harness;
using Participatory.Tests.Harness.Walks;
using static Participatory.Tests.Service.Grants.Town;
using Contract = Participatory.Grants.V1.GrantsService;

namespace Participatory.Tests.Service.Grants;

public sealed class WhoMayCallTests
{
    [Theory, EveryDatabase]
    public async Task Other_areas_other_people_and_those_who_did_the_first_step_are_refused_as_the_contract_says(string engine)
    {
        await using var town = await Town.Start(engine);
        Assert.True(await AccessWalk.Past(Contract.Descriptor, town.Service, Scenes(town)) > 500);
    }

    private static Dictionary<string, Func<Visit, Task<Scene>>> Scenes(Town town) => new(StringComparer.Ordinal)
    {
        ["ProposeRelease"] = async visit =>
        {
            var fund = await town.FundWith(5_000, visit.Id);
            return new(new ProposeReleaseRequest { Release = Draft(visit.Id, fund.FundId, (North, 10), (South, 10)) });
        },
        ["ApproveRelease"] = async visit =>
        {
            var fund = await town.FundWith(5_000, visit.Id);
            return new(new ApproveReleaseRequest { ReleaseId = (await town.Propose(visit.Id, fund.FundId, (North, 10))).ReleaseId });
        },
        ["PublishMoneyRules"] = async visit =>
        {
            await town.Service.Deliver(Opened(visit.Id));
            return new(new PublishMoneyRulesRequest { Rules = Rules(visit.Id) });
        },
        ["MarkIdea"] = async visit =>
        {
            await town.Service.Deliver(Opened(visit.Id));
            await town.Grace.PublishMoneyRulesAsync(new() { RequestId = Id(), Rules = Rules(visit.Id) });
            return new(new MarkIdeaRequest { RoundId = visit.Id, ProjectId = "1", AreaCode = North, Marks = { "young" } });
        },
        ["ProposeClawback"] = async visit => new(new ProposeClawbackRequest { Clawback = await Back(town, visit) }),
        ["ApproveClawback"] = async visit =>
        {
            var back = await town.Grace.ProposeClawbackAsync(new() { RequestId = Id(), Clawback = await Back(town, visit) });
            return new(new ApproveClawbackRequest { ClawbackId = back.ClawbackId });
        },
        ["AcceptAward"] = async visit =>
        {
            var award = await town.Offered(visit.Id);
            return new(new AcceptAwardRequest { AwardId = award.AwardId, AgreementVersion = award.AgreementVersion });
        },
        ["DeclineAward"] = async visit =>
            new(new DeclineAwardRequest { AwardId = (await town.Offered(visit.Id)).AwardId, Reason = "We moved away." }),
        ["WithdrawAward"] = async visit =>
            new(new WithdrawAwardRequest { AwardId = (await town.Offered(visit.Id)).AwardId, Reason = "The land was sold." }),
        ["InstructPayment"] = async visit => new(new InstructPaymentRequest { AwardId = (await town.Accepted(visit.Id)).AwardId }),
        ["CancelPayment"] = async visit =>
            new(new CancelPaymentRequest { PaymentId = await Instructed(town, visit), Reason = "It was too early." }),
        ["ApprovePayment"] = async visit => new(new ApprovePaymentRequest { PaymentId = await Instructed(town, visit) }),
        ["PlanPayments"] = async visit => new(new PlanPaymentsRequest
        {
            AwardId = (await town.Accepted(visit.Id)).AwardId,
            Parts =
            {
                new PaymentPart { Amount = Pounds(300), DueOn = "2026-04-01" },
                new PaymentPart { Amount = Pounds(100), DueOn = "2026-05-01" },
            },
        }),
        ["ChooseHolder"] = async visit => new(new ChooseHolderRequest
        {
            AwardId = await Agreed(town, visit), Holder = Holder.Group, GroupName = "Mill Lane Residents",
        }),
        ["ConfirmHosting"] = async visit =>
        {
            var confirm = await Hosting(town, visit);
            return new(confirm) { Guessed = new ConfirmHostingRequest(confirm) { HostCode = Turned(confirm.HostCode) } };
        },
        ["GiveBankDetails"] = async visit =>
        {
            var award = await (visit.Way == Way.Host ? Hosted(town, visit) : Own(town, visit));
            return new(Details(new() { AwardId = award }));
        },
        ["GetPayee"] = async visit => new(new GetPayeeRequest { AwardId = await Hosted(town, visit) }),
        ["ListPayees"] = async visit =>
        {
            await town.Accepted(visit.Id);
            return new(new ListPayeesRequest { RoundId = visit.Id });
        },
        ["RecordPayeeCheck"] = async visit =>
        {
            var given = await town.Amina.GiveBankDetailsAsync(Details(new() { AwardId = await Own(town, visit) }));
            return new(new RecordPayeeCheckRequest
            {
                AwardId = given.AwardId, DetailsVersion = given.DetailsVersion, Result = PayeeCheckResult.Match,
            })
            { Earlier = People.Amina };
        },
        ["MoveAwardToGroup"] = async visit =>
        {
            await town.Signers(visit.Id, 1, People.Tom.Subject);
            return new(new MoveAwardToGroupRequest { AwardId = await Agreed(town, visit), GroupId = GroupOf(visit.Id) });
        },
        ["AnswerAwardMove"] = async visit =>
        {
            await town.Signers(visit.Id, 1, People.Tom.Subject);
            var award = await Agreed(town, visit);
            await town.Amina.MoveAwardToGroupAsync(new() { RequestId = Id(), AwardId = award, GroupId = GroupOf(visit.Id) });
            return new(new AnswerAwardMoveRequest { AwardId = award, Yes = true }) { Owner = People.Tom };
        },
        ["ConfirmBankDetails"] = async visit =>
        {
            var award = await town.OfferedToGroup(visit.Id);
            await town.Amina.AcceptAwardAsync(
                new() { RequestId = Id(), AwardId = award.AwardId, AgreementVersion = award.AgreementVersion });
            await town.Amina.ChooseHolderAsync(
                new() { RequestId = Id(), AwardId = award.AwardId, Holder = Holder.Group, GroupName = "Mill Lane Residents" });
            var given = await town.Amina.GiveBankDetailsAsync(Details(award));
            return new(new ConfirmBankDetailsRequest { AwardId = given.AwardId, DetailsVersion = given.DetailsVersion })
            {
                Owner = People.Tom, Earlier = People.Amina,
            };
        },
        ["AgreeToPayer"] = async visit =>
        {
            var number = Math.Abs(visit.Id.GetHashCode(StringComparison.Ordinal)) % 100_000_000;
            var asked = await town.Femi.AskForPayerAsync(new()
            {
                RequestId = Id(), Name = "Elm Borough", SortCode = "200000",
                AccountNumber = number.ToString("D8", System.Globalization.CultureInfo.InvariantCulture),
            });
            return new(new AgreeToPayerRequest { Number = asked.Waiting.Number }) { Earlier = People.Femi };
        },
        ["ConfirmChange"] = async visit =>
        {
            var award = await town.Accepted(visit.Id);
            var changed = await town.Amina.GiveBankDetailsAsync(Details(award, "87654321"));
            return new(new ConfirmChangeRequest
            {
                AwardId = award.AwardId, DetailsVersion = changed.DetailsVersion, Channel = Channel.Phone, Note = "Rang them.",
            })
            { Earlier = People.Amina };
        },
        ["StateAuthority"] = visit => Task.FromResult(new Scene(new StateAuthorityRequest
        {
            Authority = new() { RoundId = visit.Id, LegalPower = "Localism Act 2011", Owner = "Communities", DelegatedDecision = "D-12" },
        })),
    };

    private static MoneyRules Rules(string round) => new()
    {
        RoundId = round, Contact = "Grace Bell, 01234 567890",
        RingFences = { new RingFence { Mark = "young", Title = "Young people", Percentage = 30 } },
    };

    private static async Task<Clawback> Back(Town town, Visit visit)
    {
        var fund = await town.FundWith(5_000, visit.Id);
        await town.Released(visit.Id, fund.FundId, (North, 600));
        return new() { FundId = fund.FundId, RoundId = visit.Id, AreaCode = North, Amount = Pounds(10), Reason = "The roof fell in." };
    }

    private static async Task<string> Instructed(Town town, Visit visit)
    {
        var award = await town.Accepted(visit.Id);
        return (await town.Grace.InstructPaymentAsync(new() { RequestId = Id(), AwardId = award.AwardId })).PaymentId;
    }

    /// <summary>An award that Amina's group has accepted, before it says who holds the money.</summary>
    private static async Task<string> Agreed(Town town, Visit visit)
    {
        var award = await town.Offered(visit.Id);
        await town.Amina.AcceptAwardAsync(new() { RequestId = Id(), AwardId = award.AwardId, AgreementVersion = award.AgreementVersion });
        return award.AwardId;
    }

    private static async Task<string> Own(Town town, Visit visit)
    {
        var award = await Agreed(town, visit);
        await town.Amina.ChooseHolderAsync(
            new() { RequestId = Id(), AwardId = award, Holder = Holder.Group, GroupName = "Mill Lane Residents" });
        return award;
    }

    private static async Task<ConfirmHostingRequest> Hosting(Town town, Visit visit)
    {
        var chosen = await town.Amina.ChooseHolderAsync(new()
        {
            RequestId = Id(), AwardId = await Agreed(town, visit), Holder = Holder.Host, GroupName = "Walkers",
            HostName = "Voluntary Action",
        });
        return new()
        {
            AwardId = chosen.AwardId, HostCode = chosen.HostCode, CharityNumber = "1099999", SignedBy = "Ada Hill, treasurer",
            Words = "We hold this money for the group.",
        };
    }

    private static async Task<string> Hosted(Town town, Visit visit)
    {
        var confirm = await Hosting(town, visit);
        return (await town.Tom.ConfirmHostingAsync(new(confirm) { RequestId = Id() })).AwardId;
    }

    private static string Turned(string code) => (code[0] == '0' ? '1' : '0') + code[1..];
}
