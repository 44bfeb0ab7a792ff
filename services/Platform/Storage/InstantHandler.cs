using System.Data;
using Dapper;

namespace Participatory.Platform.Storage;

/// <summary>Instants are kept as microseconds since 1970 in UTC: the same number, the same order, on both engines.</summary>
internal sealed class InstantHandler : SqlMapper.ITypeHandler
{
    public static void Register()
    {
        SqlMapper.RemoveTypeMap(typeof(DateTimeOffset));
        SqlMapper.RemoveTypeMap(typeof(DateTimeOffset?));
        // For the nullable type as well, whose one value may be missing.
        SqlMapper.AddTypeHandler(typeof(DateTimeOffset), new InstantHandler());
    }

    public void SetValue(IDbDataParameter parameter, object value)
    {
        parameter.DbType = DbType.Int64;
        parameter.Value = value is DateTimeOffset instant ? (instant.UtcDateTime - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond
            : DBNull.Value;
    }

    public object? Parse(Type destinationType, object value) =>
        value is DBNull ? null : new DateTimeOffset(DateTime.UnixEpoch.AddTicks((long)value * TimeSpan.TicksPerMicrosecond));
}
