using System.Data.Common;
using System.Globalization;
using Participatory.Grants;
using Participatory.Grants.Awards;
using Participatory.Grants.Closes;
using Participatory.Grants.Funds;
using Participatory.Grants.Payments.Runs;
using Participatory.Grants.Transfers;
using Participatory.Platform.Storage;
using Participatory.Tests.Harness;

namespace Participatory.Tests.Service.Grants;

/// <summary>
/// Random operations on the ledger beside a model that is a few dictionaries. Both have to say yes and no to the same
/// things and end with the same balances. A seed that fails is named and can be run again; PARTICIPATORY_TEST_FULL=1 runs
/// 100 seeds of 1,000 operations each.
/// </summary>
public sealed class LedgerModelTests(ITestOutputHelper output)
{
    private static readonly int Seeds = Needs.FullRuns ? 100 : 8;
    private static readonly int Operations = Needs.FullRuns ? 1_000 : 400;

    [Theory, EveryDatabase]
    public async Task The_ledger_says_yes_and_no_as_a_simple_model_does(string engine)
    {
        long did = 0, refused = 0, undone = 0;
        for (var seed = 0; seed < Seeds; seed++)
        {
            await using var town = await Town.Start(engine);
            try
            {
                var run = new Run(town, new Random(seed));
                await run.All(Operations);
                (did, refused, undone) = (did + run.Did, refused + run.Refused, undone + run.Undone);
            }
            catch (Exception failure)
            {
                throw new InvalidOperationException($"Seed {seed} on {engine}: {failure.Message}", failure);
            }
        }

        output.WriteLine($"{Seeds} seeds: {did} transfers, {refused} refused, {undone} batches undone.");
        Assert.True(did > refused / 2 && refused > did / 20, "The operations are of too few kinds to show anything.");
    }

    /// <summary>What there is: balances by account, what is open of each promise, every id.</summary>
    private sealed record Model(Dictionary<string, long> Balances, Dictionary<string, (long Open, string Pot, int Award)> Promises,
        HashSet<string> Ids)
    {
        public Model Copy() => new(new(Balances), new(Promises), new(Ids, StringComparer.Ordinal));
    }

    private sealed class Run(Town town, Random chance)
    {
        private const int Funds = 3;
        private const int Awards = 8;

        private readonly List<AwardRow> awards = [.. Enumerable.Range(0, Awards).Select(at => new AwardRow
        {
            AwardId = $"a{at}", RoundId = "autumn", AreaCode = Town.North, Currency = "GBP",
        })];

        private Model model = new([], [], []);
        private int number;

        public long Did { get; private set; }

        public long Refused { get; private set; }

        public long Undone { get; private set; }

        public async Task All(int operations)
        {
            await Prepare();
            for (var done = 0; done < operations;)
            {
                var batch = chance.Next(1, 30);
                var before = model.Copy();
                await using (var transaction = await town.Service.Database.Begin(CancellationToken.None))
                {
                    var stands = true;
                    for (var at = 0; at < batch && stands; at++, done++)
                    {
                        stands = await Step(transaction);
                    }

                    if (stands && chance.Next(10) > 0)
                    {
                        await transaction.Commit();
                        continue;
                    }
                }

                // Nothing of a batch that was not committed has happened.
                model = before;
                Undone++;
            }

            await Compare();
        }

        private async Task Prepare()
        {
            for (var at = 0; at < Funds; at++)
            {
                await town.Femi.CreateFundAsync(
                    new()
                    {
                        RequestId = Town.Id(),
                        Fund = new() { FundId = $"f{at}", Name = $"Fund {at}", Currency = "GBP", BudgetCode = $"B{at}" }
                    });
            }

            await using var opening = await town.Service.Database.Begin(CancellationToken.None);
            await RoundTerms.Lock(opening, "autumn", "GBP");
            await Ledger.Open(opening, Account.OfFunder("Council", "GBP"));
            for (var at = 0; at < Funds; at++)
            {
                await Ledger.Open(opening, Account.OfPot(Fund(at), "autumn", Town.North));
            }

            foreach (var award in awards)
            {
                await Ledger.Open(opening, Account.OfHeld(award));
                await Ledger.Open(opening, Account.OfPaid(award));
            }

            await opening.Commit();
        }

        private static FundRow Fund(int at) => new() { FundId = $"f{at}", Currency = "GBP", BudgetCode = $"B{at}" };

        private static string Pot(int at) => Account.OfPot(Fund(at), "autumn", Town.North).AccountId;

        /// <returns>False where the database refused, so that the transaction has to end.</returns>
        private async Task<bool> Step(Transaction transaction)
        {
            var transfer = Next();
            var expected = Expect(transfer);
            try
            {
                var posted = await Ledger.Post(transaction, transfer);
                Assert.True(
                    posted == (expected == Answer.Yes), $"{transfer.TransferId} {transfer.Code}: expected {expected}, and it is {posted}.");
                if (posted)
                {
                    Apply(transfer);
                    Did++;
                }
                else
                {
                    Refused++;
                }

                return true;
            }
            catch (DbException) when (expected == Answer.Never)
            {
                Refused++;
                return false;
            }
        }

        private TransferRow Next()
        {
            var (fund, award) = (chance.Next(Funds), awards[chance.Next(Awards)]);
            var amount = chance.Next(20) == 0 ? chance.Next(-1, 2) : chance.Next(1, 100_000);
            TransferRow Of(string code, string debit, string credit) => new()
            {
                TransferId = string.Create(CultureInfo.InvariantCulture, $"t{number++}"),
                DebitAccount = debit,
                CreditAccount = credit,
                AmountMinor = amount,
                Currency = "GBP",
                Code = code,
                Reference = award.AwardId,
                BudgetCode = $"B{fund}",
                RoundId = code == TransferCode.Income ? null : "autumn",
                TransferredAt = town.Service.Clock.Now,
                Actor = "test",
            };

            var transfer = chance.Next(12) switch
            {
                0 or 1 => Of(TransferCode.Income, Account.OfFunder("Council", "GBP").AccountId, $"fund:f{fund}"),
                2 or 3 => Of(TransferCode.Release, $"fund:f{fund}", Pot(fund)),
                4 => Of(TransferCode.Clawback, Pot(fund), $"fund:f{fund}"),
                5 => Of(TransferCode.GroupReturned, $"paid:{award.AwardId}", Pot(fund)),
                6 or 7 => Of(TransferCode.Award, Pot(fund), $"held:{award.AwardId}"),
                _ => Resolving(Of),
            };
            // Now and then the same id again, or an account that there is not.
            return chance.Next(60) switch
            {
                0 when model.Ids.Count > 0 => transfer with { TransferId = model.Ids.ElementAt(chance.Next(model.Ids.Count)) },
                1 => transfer with { DebitAccount = transfer.CreditAccount },
                _ => transfer,
            };
        }

        private TransferRow Resolving(Func<string, string, string, TransferRow> of)
        {
            if (model.Promises.Count == 0)
            {
                return of(TransferCode.Clawback, Pot(0), "fund:f0");
            }

            var (id, promise) = model.Promises.ElementAt(chance.Next(model.Promises.Count));
            var award = awards[promise.Award].AwardId;
            var whole = promise.Open > 0 && chance.Next(2) == 0;
            var transfer = chance.Next(3) switch
            {
                0 => of(TransferCode.AwardDeclined, $"held:{award}", promise.Pot),
                1 => of(TransferCode.AwardExpired, $"held:{award}", promise.Pot),
                _ => of(TransferCode.Payment, $"held:{award}", $"paid:{award}"),
            };
            return transfer with
            {
                Resolves = id,
                Reference = award,
                AmountMinor = whole || transfer.Code != TransferCode.Payment
                ? Math.Max(1, promise.Open) : transfer.AmountMinor
            };
        }

        private Answer Expect(TransferRow transfer)
        {
            // The ledger asks in this order: is so much of the promise open, has the account so much, does the database take it?
            if (transfer.Resolves is { } promise
                && (model.Promises[promise].Open < transfer.AmountMinor
                    || transfer.DebitAccount != $"held:{awards[model.Promises[promise].Award].AwardId}"))
            {
                return Answer.No;
            }

            var covered = transfer.DebitAccount.StartsWith("funder:", StringComparison.Ordinal)
                || model.Balances.GetValueOrDefault(transfer.DebitAccount) >= transfer.AmountMinor;
            return !covered ? Answer.No
                : transfer.AmountMinor < 1 || transfer.DebitAccount == transfer.CreditAccount || model.Ids.Contains(transfer.TransferId)
                    ? Answer.Never
                : Answer.Yes;
        }

        private void Apply(TransferRow transfer)
        {
            model.Ids.Add(transfer.TransferId);
            model.Balances[transfer.DebitAccount] = model.Balances.GetValueOrDefault(transfer.DebitAccount) - transfer.AmountMinor;
            model.Balances[transfer.CreditAccount] = model.Balances.GetValueOrDefault(transfer.CreditAccount) + transfer.AmountMinor;
            if (transfer.Code == TransferCode.Award)
            {
                model.Promises[transfer.TransferId] = (transfer.AmountMinor, transfer.DebitAccount,
                    awards.FindIndex(award => transfer.CreditAccount == $"held:{award.AwardId}"));
            }

            if (transfer.Resolves is { } id)
            {
                model.Promises[id] = model.Promises[id] with { Open = model.Promises[id].Open - transfer.AmountMinor };
            }
        }

        private async Task Compare()
        {
            await using (var session = await town.Service.Database.Read(CancellationToken.None))
            {
                var balances = await session.Many<Account>(new("SELECT account_id, kind, balance FROM account"));
                Assert.Equal(0, balances.Sum(account => account.Balance));
                Assert.All(balances, account => Assert.Equal(model.Balances.GetValueOrDefault(account.AccountId), account.Balance));
                Assert.All(balances.Where(account => account.Kind != "FUNDER"), account => Assert.True(account.Balance >= 0));
                var open = await session.Many<OpenRow>(new("SELECT transfer_id, open_minor FROM promise"));
                Assert.Equal(model.Promises.ToDictionary(promise => promise.Key, promise => promise.Value.Open),
                    open.ToDictionary(row => row.TransferId, row => row.OpenMinor));
                Assert.Equal(model.Ids.Count, await session.One<int>(new("SELECT COUNT(*) FROM transfer")));
                Assert.Empty(await Ledger.LoadDifferences(session));
            }

            town.Service.Clock.Advance(TimeSpan.FromDays(1));
            await ((CloseLedger)town.Service.Services.GetService(typeof(CloseLedger))!).Tick(CancellationToken.None);
            var file = await LedgerFileTests.Export(town);
            Assert.Contains("\"close\"", file, StringComparison.Ordinal);
            var fault = await LedgerFileTests.Fault(file);
            Assert.True(fault is null, fault?.Message);
        }

        private enum Answer
        {
            Yes,
            No,
            Never,
        }

        private sealed record OpenRow
        {
            public string TransferId { get; init; } = "";
            public long OpenMinor { get; init; }
        }
    }
}
