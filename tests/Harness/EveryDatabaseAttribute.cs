using System.Reflection;
using Xunit;
using Xunit.Sdk;
using Xunit.v3;

namespace Participatory.Tests.Harness;

/// <summary>
/// Runs a theory once for each engine, whose name is its one parameter. SQL Server shows as skipped unless
/// PARTICIPATORY_TEST_SQLSERVER holds a connection string with the right to create databases.
/// </summary>
public sealed class EveryDatabaseAttribute : DataAttribute
{
    /// <inheritdoc/>
    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker) =>
        ValueTask.FromResult<IReadOnlyCollection<ITheoryDataRow>>(
        [
            new TheoryDataRow<string>("sqlite"),
            new TheoryDataRow<string>("sqlserver")
            {
                Skip = TestDatabase.SqlServer is null
                    ? "No SQL Server: set PARTICIPATORY_TEST_SQLSERVER to a connection string that may create databases." : null,
            },
        ]);

    /// <inheritdoc/>
    public override bool SupportsDiscoveryEnumeration() => true;
}
