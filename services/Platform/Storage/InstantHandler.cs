using System.Data;
using Dapper;

namespace Participatory.Platform.Storage;

/// <summary>Instants are kept as microseconds since 1970 in UTC: the same number, the same order, on both engines.</summary>
internal sealed class InstantHandler : SqlMapper.TypeHandler<DateTimeOffset>
{
    public static void Register()
    {
        SqlMapper.RemoveTypeMap(typeof(DateTimeOffset));
        SqlMapper.RemoveTypeMap(typeof(DateTimeOffset?));
        SqlMapper.AddTypeHandler(new InstantHandler());
    }

    public override void SetValue(IDbDataParameter parameter, DateTimeOffset value)
    {
        parameter.DbType = DbType.Int64;
        parameter.Value = (value.UtcDateTime - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
    }

    public override DateTimeOffset Parse(object value) =>
        new(DateTime.UnixEpoch.AddTicks((long)value * TimeSpan.TicksPerMicrosecond));
}
