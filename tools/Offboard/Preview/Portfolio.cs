using System;
using System.Collections.Generic;
using Offboard.Import;

namespace Offboard.Preview;

/// <summary>A customer of the user's files with what the solution says of it.</summary>
internal sealed record JudgedAccount(AccountLine Account, AccountVerdict Verdict, IReadOnlyList<JudgedContract> Contracts);

/// <summary>A contract of the user's files with its verdict.</summary>
internal sealed record JudgedContract(ContractLine Contract, ContractVerdict Verdict);

/// <summary>All customers of the user's files, in the order of the file.</summary>
internal sealed record Portfolio(DateOnly Today, IReadOnlyList<JudgedAccount> Accounts);
